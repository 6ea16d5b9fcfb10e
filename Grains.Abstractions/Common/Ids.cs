using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansMicro;

/// <summary>The form of identifiers, and the grain keys made of them.</summary>
public static class Ids
{
    /// <summary>Longest identifier, in characters.</summary>
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>Whether the text is 1 to 64 of <c>A-Z a-z 0-9 _ -</c>. Identifiers are case-sensitive.</summary>
    public static bool IsValid(string? id) =>
        id is { Length: > 0 and <= MaxLength } && !id.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>The key of a product's and its stock's grain: <c>{sellerId}/{productId}</c>.</summary>
    public static string ProductKey(string sellerId, string productId) => $"{sellerId}/{productId}";

    /// <summary>Splits a key made by <see cref="ProductKey"/>; throws <see cref="FormatException"/> for any other text.</summary>
    public static (string SellerId, string ProductId) SplitProductKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < key.Length - 1
            ? (key[..slash], key[(slash + 1)..])
            : throw new FormatException($"'{key}' is not a product key of the form seller/product.");
    }

    /// <summary>
    /// The order that a customer's checkout under an idempotency key makes: 128 bits of SHA-256 as 32 hexadecimal digits. The same two always give the
    /// same order, so the order grain is the idempotency record.
    /// </summary>
    public static string OrderId(string customerId, string idempotencyKey) => Convert.ToHexStringLower(Hash(customerId, idempotencyKey).AsSpan(0, 16));

    /// <summary>
    /// The id that the same checkout had before this version: four hexadecimal digits that grouped a customer's grains, a hyphen, and 28 digits of the
    /// SHA-256. A checkout that is repeated across the upgrade finds its order by it.
    /// </summary>
    public static string EarlierOrderId(string customerId, string idempotencyKey) => string.Create(
        CultureInfo.InvariantCulture,
        $"{EarlierGroup(customerId):x4}-{Convert.ToHexStringLower(Hash(customerId, idempotencyKey).AsSpan(0, 14))}");

    // A customer id that began with four hexadecimal digits and a hyphen named its group; any other was hashed.
    private static uint EarlierGroup(string customerId)
    {
        if (customerId is [_, _, _, _, '-', ..]
            && ushort.TryParse(customerId.AsSpan(0, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var named))
            return named;
        var hash = EarlierHash.Compute(customerId);
        return (hash >> 16) ^ (hash & 0xFFFF);
    }

    private static byte[] Hash(string customerId, string idempotencyKey) => SHA256.HashData(Encoding.UTF8.GetBytes($"{customerId}\n{idempotencyKey}"));
}
