namespace OrleansMicro.Json;

/// <summary>The body of a request. As a parameter of a handler it reads and validates itself.</summary>
/// <remarks>Bodies are classes with setters, because the JSON generator fills them faster than it calls constructors and init accessors.</remarks>
internal abstract class JsonRequest<TSelf> : IEndpointParameterMetadataProvider
    where TSelf : JsonRequest<TSelf>, new()
{
    private static readonly bool IsOptional = typeof(TSelf).IsDefined(typeof(OptionalBodyAttribute), inherit: false);
    private static readonly JsonTypeInfo<TSelf> Type = (JsonTypeInfo<TSelf>)ApiJson.Default.GetTypeInfo(typeof(TSelf))!;
    private static readonly RequestValidation Validation = new(Type);

    /// <summary>
    /// The body; without content, if that is allowed, a body without fields. Throws <see cref="ProblemException"/> with the field at fault.
    /// </summary>
    public static async ValueTask<TSelf> BindAsync(HttpContext http, ParameterInfo parameter)
    {
        ContentType.Check(http.Request, IsOptional);
        if (IsOptional && !JsonBody.IsPresent(http.Request))
            return new TSelf();
        var body = await JsonBody.ReadAsync(http, Type);
        Validation.Check(body);
        return body;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptedBody(typeof(TSelf), IsOptional));

    // Without content types, because routing would refuse other spellings of the type that ContentType accepts.
    private sealed record AcceptedBody(Type RequestType, bool IsOptional) : IAcceptsMetadata
    {
        public IReadOnlyList<string> ContentTypes => [];
    }
}

/// <summary>Marks a body that may be left out.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class OptionalBodyAttribute : Attribute;
