namespace OrleansMicro.Webhooks;

/// <summary>A webhook's id in the path.</summary>
internal sealed record WebhookId(string Value) : Identifier<WebhookId>(Value), IIdentifier<WebhookId>
{
    public const string Name = "webhookId";
    public static (string Name, string Description, string Example) Documentation => (Name, "The webhook.", "Zk3x0Q1b7Tq0v5m2n8s4aA");
    public static WebhookId Create(string value) => new(value);
}

/// <summary>The seller whose webhooks are listed; null for all.</summary>
internal readonly record struct WebhookSeller(string? Value) : IEndpointParameterMetadataProvider
{
    private const string Name = "sellerId";

    public static ValueTask<WebhookSeller> BindAsync(HttpContext http, ParameterInfo parameter) => QueryParameter.Read(http, Name) switch
    {
        null => default,
        var id when Ids.IsValid(id) => new(new WebhookSeller(id)),
        _ => throw ProblemException.Invalid(Name, IdentifierAttribute.Rule),
    };

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.AddParameter(
        ParameterLocation.Query, Name, "Only webhooks of this seller.", schema: new() { Pattern = Ids.Pattern });
}
