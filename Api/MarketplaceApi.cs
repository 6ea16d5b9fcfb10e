using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Customers;
using OrleansMicro.Docs;
using OrleansMicro.Health;
using OrleansMicro.Hosting;
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
        builder.AddValidatedOptions<ApiOptions, ApiOptionsValidator>(ApiOptions.Section);
        builder.Services.AddSingleton<ApiBackend>();
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<ApiOptions>>(LimitServer);
        builder.Services.AddHealthChecks().AddCheck<GrainsHealthCheck>("grains");
        builder.Services.AddApiReference();
        return builder;
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
        // Any bytes may come in a header. Read one to one they reach the check that names the header, instead of a bare 400 from the server.
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.Limits.MaxConcurrentConnections = options.Value.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = ApiOptions.MaxBodyBytes + JsonBody.FramingBytes;
    }
}
