using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansMicro;

/// <summary>
/// The ids that make commands repeatable. A command with an <c>Idempotency-Key</c> has the same id each time it is sent. Any other command
/// gets an id of its own, which only the retries of one request share.
/// </summary>
public static class OperationId
{
    private const int HashBytes = 16;
    private static readonly string Process = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9));
    private static long _last;

    /// <summary>A unique id.</summary>
    public static string Create() => string.Create(CultureInfo.InvariantCulture, $"{Process}.{Interlocked.Increment(ref _last):x}");

    /// <summary>An id derived from the content of a command: the same content gives the same id.</summary>
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
