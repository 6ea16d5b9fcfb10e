using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace OrleansMicro;

/// <summary>The REST API, for a host that has an Orleans client or is a silo itself.</summary>
public static class MarketplaceApi
{
    // A body of the maximum length takes more bytes on the wire in chunks, and the limit of the server counts them.
    private const int ChunkBytes = 64 * 1024;
    private static readonly string[] ExposedHeaders = ["ETag", "Location", "Retry-After", "Preference-Applied", "Idempotency-Replayed"];

    /// <summary>Registers the services of the API, and sets the limits of the web server.</summary>
    public static WebApplicationBuilder AddMarketplaceApi(this WebApplicationBuilder builder)
    {
        builder.AddValidatedOptions<ApiOptions, ApiOptionsValidator>(ApiOptions.Section);
        var services = builder.Services;
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ApiOptions>>(LimitServer);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHealthChecks().AddCheck<Health.GrainsHealthCheck>("grains");
        services.AddSingleton<IProblemDetailsWriter, StatusProblems>().AddProblemDetails().AddExceptionHandler<ApiExceptionHandler>();
        services.AddCors();
        services.AddResponseCompression(static options => options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json"]);
        services.Replace(ServiceDescriptor.Singleton<IResponseCompressionProvider, LargeResponseCompression>());

        // Until requests are authenticated.
        services.AddSingleton(Caller.Operator);
        services.AddSingleton(static provider => new Cursors(provider.GetRequiredService<IOptions<ApiOptions>>().Value.CursorKey));
        services.AddSingleton<GrainCalls>().AddSingleton<SellerService>().AddSingleton<ProductService>().AddSingleton<StockService>();
        services.AddSingleton<CustomerService>().AddSingleton<CartService>().AddSingleton<OrderService>().AddSingleton<OrderWaiter>();
        services.AddSingleton<ShipmentService>().AddSingleton<EventService>().AddSingleton<WebhookService>();
        services.AddApiReference();
        builder.AddGrpcApi();
        return builder;
    }

    /// <summary>Maps all endpoints.</summary>
    public static WebApplication MapMarketplaceApi(this WebApplication app)
    {
        app.UseExceptionHandler();

        // An endpoint of the API writes its own problems. Nearly every request has one, and needs no state machine here.
        app.UseWhen(
            static http => http.GetEndpoint()?.Metadata.GetMetadata<EndpointRules>() is null,
            static others => others.UseStatusCodePages().UseMethodPolicy());
        app.UseResponseCompression();
        if (app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.CorsOrigins is { Count: > 0 } origins)
            app.UseCors(cors => cors.WithOrigins([.. origins]).AllowAnyMethod().AllowAnyHeader().WithExposedHeaders(ExposedHeaders));
        app.UseMiddleware<RequestPolicy>();
        var v1 = app.MapGroup("/v1").WithApiConventions();
        v1.MapSellersApi();
        v1.MapProductsApi();
        v1.MapStockApi();
        v1.MapCustomersApi();
        v1.MapCartsApi();
        v1.MapOrdersApi();
        v1.MapShipmentsApi();
        v1.MapEventsApi();
        v1.MapWebhooksApi();
        app.MapGroup("/health").WithTags(Tags.Health).WithApiConventions().MapHealthEndpoints();
        app.MapApiReference();
        app.MapGrpcApi();
        return app;
    }

    private static void LimitServer(KestrelServerOptions kestrel, IOptions<ApiOptions> options)
    {
        // Decoded one to one, any bytes in a header reach the check that names the header, instead of a bare 400 from the server.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.Limits.MaxConcurrentConnections = options.Value.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = ApiOptions.MaxBodyBytes + ChunkBytes;
    }
}
