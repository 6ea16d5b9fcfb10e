using Microsoft.AspNetCore.OpenApi;
using Scalar.AspNetCore;

namespace OrleansMicro.OpenApi;

/// <summary>The OpenAPI document and the reference page. Both work without a network.</summary>
internal static class ApiReference
{
    public const string DocumentName = "v1";
    private const string DocumentPath = "/openapi/v1.json";
    private const string PagePath = "/docs";
    private const string Title = "OrleansMicro marketplace";

    // The browser refuses anything that does not come from this server.
    private const string PagePolicy =
        "default-src 'none'; connect-src 'self'; font-src 'self' data:; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        + "script-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void AddApiReference(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new Lazy<Task<byte[]>>(() => WriteAsync(provider)));
        services.ConfigureHttpJsonOptions(static json => UseApiJson(json.SerializerOptions));
        services.AddOpenApi(DocumentName, static options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = static description => description.HttpMethod != HttpMethods.Head
                && description.ActionDescriptor.EndpointMetadata.OfType<EndpointRules>().Any();
            options.AddOperationTransformer(OperationTransformer.Apply);
            options.AddSchemaTransformer(SchemaTransformer.Apply);
        });
    }

    public static void MapApiReference(this WebApplication app)
    {
        var document = app.Services.GetRequiredService<Lazy<Task<byte[]>>>();
        app.MapGet(DocumentPath, async () => TypedResults.Bytes(await document.Value, ContentType.Json)).Finally(EndpointConventions.AddHead);
        app.MapGet("/", static () => TypedResults.Redirect(PagePath)).Finally(EndpointConventions.AddHead);
        app.MapScalarApiReference(PagePath, static options => options
            .WithTitle(Title)
            .WithOpenApiRoutePattern(DocumentPath)
            .DisableDefaultFonts()
            .DisableTelemetry()).Finally(CompletePage);
    }

    private static void UseApiJson(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        foreach (var converter in ApiJson.Default.Options.Converters)
            options.Converters.Add(converter);
    }

    private static void CompletePage(EndpointBuilder page)
    {
        EndpointConventions.AddHead(page);
        var serve = page.RequestDelegate!;
        page.RequestDelegate = http =>
        {
            http.Response.Headers.ContentSecurityPolicy = PagePolicy;
            return serve(http);
        };
    }

    private static string ReadConventions()
    {
        using var reader = new StreamReader(typeof(ApiReference).Assembly.GetManifestResourceStream("conventions.md")!);
        return reader.ReadToEnd().TrimEnd();
    }

    // Generated at the first request: the endpoints do not change while the process runs.
    private static async Task<byte[]> WriteAsync(IServiceProvider services)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentName);
        var document = await provider.GetOpenApiDocumentAsync();
        var license = new OpenApiLicense { Name = "MIT", Identifier = "MIT" };
        document.Info = new() { Title = Title, Version = "1.0.0", Description = ReadConventions(), License = license };
        document.Servers = [new() { Url = "/" }];

        // An empty requirement: no operation needs authentication yet.
        document.Security = [new OpenApiSecurityRequirement()];
        document.Tags = new HashSet<OpenApiTag>(Tags.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        SchemaTransformer.Complete(document);
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1) + "\n");
    }
}
