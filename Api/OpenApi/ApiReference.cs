using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace OrleansMicro.OpenApi;

/// <summary>The OpenAPI document and the reference page. Both work without a network.</summary>
internal static class ApiReference
{
    public const string DocumentName = "v1";
    private const string DocumentPath = "/openapi/v1.json";
    private const string PagePath = "/docs";

    // The browser refuses anything that does not come from this server.
    private const string PagePolicy =
        "default-src 'none'; connect-src 'self'; font-src 'self' data:; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
        + "script-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Conventions =
        """
        A marketplace: sellers list products and stock, customers fill carts and check out across several sellers at once.

        * Money is in minor units (pence, cents) of one ISO 4217 currency. Times are ISO 8601. Identifiers are 1 to 64 of `A-Z a-z 0-9 _ -`.
        * Lengths of text count Unicode code points.
        * A 2xx response means that the change is durable.
        * Every error is `application/problem+json` (RFC 9457) with a stable `code` and, if an input is at fault, its `field`.
        * Unknown and duplicate fields, unknown query parameters and wrong types are refused, and nothing is changed.
        * Editable resources have an `ETag`. Send it as `If-Match` to avoid overwriting another edit.
        * A POST that creates something requires an `Idempotency-Key`. Repeat it with the same key until it is answered.
        * Lists are paged: send `next` of one part as `cursor` to get the next.
        * A 503 response has `Retry-After`.
        * GET routes answer HEAD, and all routes answer OPTIONS.
        """;

    public static void AddApiReference(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new Lazy<Task<byte[]>>(() => WriteAsync(provider)));
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
        app.MapGet(DocumentPath, async () => TypedResults.Bytes(await document.Value, ContentType.Json)).ExcludeFromDescription().Finally(EndpointConventions.AddHead);
        app.MapGet("/", static () => TypedResults.Redirect(PagePath)).ExcludeFromDescription().Finally(EndpointConventions.AddHead);
        app.MapScalarApiReference(PagePath, static options => options
            .WithTitle("OrleansMicro marketplace")
            .WithOpenApiRoutePattern(DocumentPath)
            .DisableDefaultFonts()
            .DisableTelemetry()).ExcludeFromDescription().Finally(CompletePage);
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

    // Generated at the first request: the endpoints do not change while the process runs.
    private static async Task<byte[]> WriteAsync(IServiceProvider services)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentName);
        var document = await provider.GetOpenApiDocumentAsync();
        document.Info = new()
        {
            Title = "OrleansMicro marketplace",
            Version = "1.0.0",
            Description = Conventions,
            License = new() { Name = "MIT", Identifier = "MIT" },
        };
        document.Servers = [new() { Url = "/" }];

        // An empty requirement: no operation needs authentication yet.
        document.Security = [new OpenApiSecurityRequirement()];
        document.Tags = new HashSet<OpenApiTag>(Tags.All.Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }));
        SchemaTransformer.Complete(document);
        return Encoding.UTF8.GetBytes(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1) + "\n");
    }
}
