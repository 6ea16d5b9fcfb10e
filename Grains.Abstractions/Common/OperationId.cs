using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansMicro;

/// <summary>
/// The ids that make commands repeatable. A command with an <c>Idempotency-Key</c> has the same id each time it is sent. Any
/// other command gets an <i>unkeyed</i> id of its own, which only the retries of one request share. The form of an id tells a
/// grain how long a repeat can arrive: see docs/decisions/0021-remember-idempotency-keys-for-24-hours.md.
/// </summary>
public static class OperationId
{
    private const int HashBytes = 16;

    /// <summary>The first character of every unkeyed id. No other id has it.</summary>
    private const char UnkeyedMark = '~';

    private const char Separator = '.';

    private static readonly long Process = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private static long _last;

    /// <summary>A unique id, for a command without an Idempotency-Key.</summary>
    public static string Create() => CreateUnkeyed(Process, Interlocked.Increment(ref _last));

    /// <summary>The id of a command without an Idempotency-Key.</summary>
    /// <param name="sender">A random number of the sending process.</param>
    /// <param name="number">Grows with each command of that process.</param>
    public static string CreateUnkeyed(long sender, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{UnkeyedMark}{sender:x}{Separator}{number:x}");

    /// <summary>Whether an id is unkeyed, and if so, its sender and number.</summary>
    public static bool TryParseUnkeyed(string operationId, out long sender, out long number)
    {
        (sender, number) = (0, 0);
        ReadOnlySpan<char> text = operationId;
        return text.Length > 0 && text[0] == UnkeyedMark
            && text.IndexOf(Separator) is var separator and > 0
            && long.TryParse(text[1..separator], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out sender)
            && long.TryParse(text[(separator + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>
    /// An id derived from the content of a command: the same content gives the same id. Rows keep hashes of these ids, so the
    /// derivation must stay as it is.
    /// </summary>
    /// <param name="kind">The kind of command.</param>
    /// <param name="parts">Its content.</param>
    public static string From(string kind, params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(kind));
        foreach (var part in parts)
        {
            // The length distinguishes ("ab", "c") from ("a", "bc"), and null from "".
            hash.AppendData(BitConverter.GetBytes(part?.Length ?? -1));
            hash.AppendData(Encoding.UTF8.GetBytes(part ?? ""));
        }

        return Base64Url.EncodeToString(hash.GetHashAndReset().AsSpan(0, HashBytes));
    }
}

/// <summary>
/// The hash (FNV-1a in 32 bits, RFC 9923) by which earlier versions grouped order ids and chose recovery shards. Their ids and registrations are
/// stored, so this version must be able to compute it. Nothing new depends on it.
/// </summary>
internal static class EarlierHash
{
    /// <summary>The hash of ASCII text.</summary>
    public static uint Compute(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 16777619u);
        return hash;
    }
}
