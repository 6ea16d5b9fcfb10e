using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Customers;
using OrleansMicro.Docs;
using OrleansMicro.Health;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;
using OrleansMicro.Shipments;
using OrleansMicro.Stock;

namespace OrleansMicro;

/// <summary>The REST API, for a host that has an Orleans client or is a silo itself.</summary>
public static class MarketplaceApi
{
    /// <summary>Registers what the API needs, and sets the limits of the web server.</summary>
    public static WebApplicationBuilder AddMarketplaceApi(this WebApplicationBuilder builder)
    {
        builder.AddHealthApi();
        builder.Services.AddHealthChecks().AddCheck<GrainsHealthCheck>("grains");
        builder.Services.AddApiReference();
        return builder;
    }

    /// <summary>Registers what a host needs that only says how it is, and sets the limits of the web server.</summary>
    public static WebApplicationBuilder AddHealthApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>();
        builder.Services.AddSingleton<ApiBackend>();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ApiOptions>>(LimitServer);
        builder.Services.AddHealthChecks();
        return builder;
    }

    /// <summary>Maps the health endpoints alone, without a reference.</summary>
    public static WebApplication MapHealthApi(this WebApplication app)
    {
        var routes = new ApiRoutes(app, app.Services.GetRequiredService<ApiBackend>());
        routes.MapHealthApi(app.Services.GetRequiredService<HealthCheckService>());
        return app;
    }

    /// <summary>Maps every endpoint. Whatever else is asked for is answered with a problem.</summary>
    public static WebApplication MapMarketplaceApi(this WebApplication app)
    {
        UnknownRoutes.Answer(app);
        var routes = new ApiRoutes(app, app.Services.GetRequiredService<ApiBackend>());
        routes.MapSellersApi();
        routes.MapProductsApi();
        routes.MapStockApi();
        routes.MapCustomersApi();
        routes.MapCartsApi();
        routes.MapCheckoutApi();
        routes.MapOrdersApi();
        routes.MapShipmentsApi();
        routes.MapHealthApi(app.Services.GetRequiredService<HealthCheckService>());
        app.MapDocs();
        return app;
    }

    private static void LimitServer(KestrelServerOptions kestrel, IOptions<ApiOptions> options)
    {
        kestrel.AddServerHeader = false;

        // Any bytes may come in a header. Read one to one they reach the check that names the header, instead of a bare 400 from the server.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;

        var limits = kestrel.Limits;
        limits.MaxConcurrentConnections = options.Value.MaxConnections;
        limits.MaxRequestBodySize = ApiOptions.MaxBodyBytes + JsonBody.FramingBytes;
        limits.MaxRequestLineSize = 4 * 1024;
        limits.MaxRequestHeadersTotalSize = 16 * 1024;
        limits.MaxRequestHeaderCount = 64;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
        limits.MinRequestBodyDataRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new(bytesPerSecond: 1024, gracePeriod: TimeSpan.FromSeconds(5));
        limits.Http2.MaxStreamsPerConnection = 100;
    }
}
