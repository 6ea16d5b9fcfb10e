using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OrleansMicro.Webhooks;

/// <summary>
/// Secrets and signatures of Standard Webhooks 1.0
/// (https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
/// </summary>
public static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";
    private const int SecretBytes = 32;

    /// <summary>A new secret.</summary>
    public static string CreateSecret(IWebhookChance chance)
    {
        Span<byte> bytes = stackalloc byte[SecretBytes];
        chance.Fill(bytes);
        return SecretPrefix + Convert.ToBase64String(bytes);
    }

    /// <summary>The header <c>webhook-signature</c>: a signature with each secret, so that a receiver may know any of them.</summary>
    /// <param name="secrets">The secrets.</param>
    /// <param name="id">The header <c>webhook-id</c>.</param>
    /// <param name="timestamp">The header <c>webhook-timestamp</c>.</param>
    /// <param name="body">The body.</param>
    public static string Sign(IEnumerable<string> secrets, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        var head = Encoding.UTF8.GetBytes($"{id}.{timestamp}.");
        byte[] content = [.. head, .. body];
        return string.Join(' ', secrets.Select(secret =>
            "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[SecretPrefix.Length..]), content))));
    }

    /// <summary>The header <c>webhook-timestamp</c>.</summary>
    public static string Timestamp(DateTimeOffset now) => now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
