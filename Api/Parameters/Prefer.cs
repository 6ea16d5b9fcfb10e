namespace OrleansMicro.Parameters;

/// <summary>The <c>Prefer</c> header (RFC 7240), of which <c>respond-async</c> is supported.</summary>
/// <param name="RespondAsync">Whether to answer 202 as soon as the request is accepted.</param>
internal readonly record struct Prefer(bool RespondAsync) : IEndpointParameterMetadataProvider
{
    public const string RespondAsyncToken = "respond-async";
    private const string Header = "Prefer";

    public static ValueTask<Prefer> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        foreach (var line in http.Request.Headers[Header])
        {
            foreach (var preference in line.AsSpan().Split(','))
            {
                if (line.AsSpan(preference).Trim().Equals(RespondAsyncToken, StringComparison.OrdinalIgnoreCase))
                    return new(new Prefer(true));
            }
        }

        return default;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.AddParameter(
        ParameterLocation.Header, Header, "`respond-async`: answer 202 as soon as the order is accepted, before it ends.", RespondAsyncToken);
}
