using System.Diagnostics.CodeAnalysis;

namespace OrleansMicro.Webhooks;

/// <summary>
/// The form of an endpoint's URL. Whether its addresses may be reached is decided where they are known: at each connection (<see
/// cref="IWebhookSender"/>).
/// </summary>
public static class WebhookUrlRules
{
    /// <summary>
    /// Refuses a URL that is not plain https, that has a user or a fragment, or whose host is a number in a spelling that programs read differently.
    /// </summary>
    /// <param name="url">The URL as the client sent it.</param>
    /// <param name="field">Its field.</param>
    /// <param name="isAllowedHost">Whether the operator allows a host, also without TLS.</param>
    public static Refusal? Check(string? url, string field, Predicate<string> isAllowedHost)
    {
        if (url is null || url.Length > Limits.MaxUrlLength)
            return Refusal.Invalid(field, $"must have at most {Limits.MaxUrlLength} characters.");
        if (url.Any(static c => c is <= ' ' or >= '\x7f' or '\\') || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            return Refusal.Invalid(field, "must be an absolute URL such as https://shop.example/hooks, in ASCII without spaces.");
        if (uri.UserInfo.Length > 0 || AuthorityOf(url).Contains('@', StringComparison.Ordinal))
            return Refusal.Invalid(field, "must not have a user or password.");
        if (uri.Fragment.Length > 0)
            return Refusal.Invalid(field, "must not have a fragment.");
        if (uri.Port is <= 0 or > ushort.MaxValue)
            return Refusal.Invalid(field, "must have a port from 1 to 65535.");
        if (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && isAllowedHost(uri.Host)))
            return Refusal.Invalid(field, "must begin with https. Plain http is for hosts that the setting Webhooks:AllowedHosts lists.");
        return IsPlainHost(uri, url) ? null : Refusal.Invalid(field, "must name its host, or have an IPv4 address of four decimal numbers.");
    }

    /// <summary>The URL of a webhook that was accepted.</summary>
    public static Uri Parse([StringSyntax(StringSyntaxAttribute.Uri)] string url) => new(url, UriKind.Absolute);

    // 2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1 for some programs and names for others.
    private static bool IsPlainHost(Uri uri, string url)
    {
        var written = AuthorityOf(url).Split(':')[0];
        return uri.HostNameType switch
        {
            UriHostNameType.IPv6 => true,
            UriHostNameType.IPv4 => written == uri.Host,
            UriHostNameType.Dns => !IsNumber(uri.Host.TrimEnd('.').Split('.')[^1]),
            _ => false,
        };
    }

    private static bool IsNumber(string label) => label.Length == 0
        || label.All(char.IsAsciiDigit)
        || (label.StartsWith("0x", StringComparison.OrdinalIgnoreCase) && label.Skip(2).All(char.IsAsciiHexDigit));

    private static string AuthorityOf(string url)
    {
        var start = url.IndexOf("//", StringComparison.Ordinal) + 2;
        var end = url.IndexOfAny(['/', '?', '#'], start);
        return end < 0 ? url[start..] : url[start..end];
    }
}
