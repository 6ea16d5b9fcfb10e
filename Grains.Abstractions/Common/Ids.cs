using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansMicro;

/// <summary>The format of identifiers, and the grain keys that are made of them.</summary>
public static class Ids
{
    /// <summary>The length of the longest identifier in characters.</summary>
    public const int MaxLength = 64;

    /// <summary>The format as a regular expression.</summary>
    public static readonly string Pattern = $"^[A-Za-z0-9_-]{{1,{MaxLength}}}$";

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>
    /// Whether the text consists of 1 to 64 of the characters <c>A-Z a-z 0-9 _ -</c>. Identifiers are case-sensitive.
    /// </summary>
    public static bool IsValid(string? id) =>
        id is { Length: > 0 and <= MaxLength } && !id.AsSpan().ContainsAnyExcept(Allowed);

    /// <summary>The key of the grains of a product and its stock: <c>{sellerId}/{productId}</c>.</summary>
    public static string ProductKey(string sellerId, string productId) => $"{sellerId}/{productId}";

    /// <summary>Splits a key that <see cref="ProductKey"/> made.</summary>
    /// <exception cref="FormatException">The text is not such a key.</exception>
    public static (string SellerId, string ProductId) SplitProductKey(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < key.Length - 1
            ? (key[..slash], key[(slash + 1)..])
            : throw new FormatException($"'{key}' is not a product key of the form seller/product.");
    }

    /// <summary>
    /// The id of the order that a checkout creates: 128 bits of the SHA-256 of customer and idempotency key, as 32
    /// hexadecimal digits. The same customer and key always give the same id, so the order grain is the idempotency
    /// record.
    /// </summary>
    public static string OrderId(string customerId, string idempotencyKey) =>
        Convert.ToHexStringLower(Hash(customerId, idempotencyKey).AsSpan(0, 16));

    /// <summary>
    /// The id that an earlier version gave to the same checkout: four hexadecimal digits that grouped a customer's
    /// grains, a hyphen, and 28 digits of the SHA-256. A checkout that is repeated after the upgrade finds its order by
    /// this id.
    /// </summary>
    public static string EarlierOrderId(string customerId, string idempotencyKey) => string.Create(
        CultureInfo.InvariantCulture,
        $"{EarlierGroup(customerId):x4}-{Convert.ToHexStringLower(Hash(customerId, idempotencyKey).AsSpan(0, 14))}");

    // Customer ids that began with four hexadecimal digits and a hyphen contained their group. The others were hashed.
    private static uint EarlierGroup(string customerId)
    {
        if (customerId is [_, _, _, _, '-', ..]
            && ushort.TryParse(customerId.AsSpan(0, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var named))
            return named;
        var hash = EarlierHash.Compute(customerId);
        return (hash >> 16) ^ (hash & 0xFFFF);
    }

    private static byte[] Hash(string customerId, string idempotencyKey) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{customerId}\n{idempotencyKey}"));
}
