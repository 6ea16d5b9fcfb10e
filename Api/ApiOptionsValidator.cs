namespace OrleansMicro;

/// <summary>The limits of <see cref="ApiOptions"/>.</summary>
internal sealed class ApiOptionsValidator : IValidateOptions<ApiOptions>
{
    public ValidateOptionsResult Validate(string? name, ApiOptions options) => new OptionErrors(ApiOptions.Section)
        .Range(nameof(options.CheckoutWait), options.CheckoutWait, TimeSpan.Zero, Limits.MaxOrderWait)
        .Range(nameof(options.RetryTimeout), options.RetryTimeout, TimeSpan.Zero, Limits.MaxRetryTimeout)
        .Range(nameof(options.BodyTimeout), options.BodyTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2))
        .Require(Encoding.UTF8.GetByteCount(options.CursorKey) >= 16, nameof(options.CursorKey), "must have at least 16 characters")
        .Range(nameof(options.MaxConnections), options.MaxConnections, 1, long.MaxValue)
        .Require(options.CorsOrigins.All(IsOrigin), nameof(options.CorsOrigins), "must be origins such as https://shop.example")
        .ToResult();

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && text.Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase);
}
