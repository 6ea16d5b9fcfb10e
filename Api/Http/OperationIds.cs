using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrleansMicro.Http;

/// <summary>
/// The ids that make commands repeatable. A command that the client named by an <c>Idempotency-Key</c> has the same id whenever it comes;
/// another one gets an id of its own, so that only the API's own retries repeat it.
/// </summary>
internal static class OperationIds
{
    private const string HeaderName = "Idempotency-Key";
    private const int HashBytes = 16;
    private static readonly long Process = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private static long _last;

    /// <summary>An id that no other command has.</summary>
    public static string New() => OperationId.CreateUnkeyed(Process, Interlocked.Increment(ref _last));

    /// <summary>An id made of what the command says: the same command has the same id.</summary>
    public static string Of(string kind, params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(kind));
        foreach (var part in parts)
        {
            // The length keeps ("ab", "c") apart from ("a", "bc"), and null apart from "".
            hash.AppendData(BitConverter.GetBytes(part?.Length ?? -1));
            hash.AppendData(Encoding.UTF8.GetBytes(part ?? ""));
        }

        return Base64Url.EncodeToString(hash.GetHashAndReset().AsSpan(0, HashBytes));
    }

    /// <summary>The client's <c>Idempotency-Key</c>, which must be there.</summary>
    public static string RequiredKey(ApiRequest request) =>
        OptionalKey(request) ?? throw new ProblemException(
            ProblemCodes.IdempotencyKeyMissing, "Name this request by an Idempotency-Key header of your choice, and repeat it with the same one.", HeaderName);

    /// <summary>The client's <c>Idempotency-Key</c>, if there is one.</summary>
    public static string? OptionalKey(ApiRequest request)
    {
        var key = request.Header(HeaderName);
        if (key is null)
            return null;

        var valid = key.Length is > 0 and <= Limits.MaxIdempotencyKeyLength && !key.AsSpan().ContainsAnyExceptInRange('!', '~');
        return valid
            ? key
            : throw new ProblemException(
                ProblemCodes.IdempotencyKeyInvalid, $"'{HeaderName}' must be 1 to {Limits.MaxIdempotencyKeyLength} visible ASCII characters.", HeaderName);
    }

    /// <summary>The operation id of a POST that must carry a key.</summary>
    public static string OfKey(ApiRequest request, string kind) => Of(kind, RequiredKey(request));
}
