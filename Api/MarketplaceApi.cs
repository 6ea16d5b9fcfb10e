using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Customers;
using OrleansMicro.Health;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;
using OrleansMicro.Shipments;
using OrleansMicro.Stock;

namespace OrleansMicro;

/// <summary>The REST API, for a host that has an Orleans client or is a silo itself.</summary>
public static class MarketplaceApi
{
    /// <summary>Registers the services of the API, and sets the limits of the web server.</summary>
    public static WebApplicationBuilder AddMarketplaceApi(this WebApplicationBuilder builder)
    {
        builder.AddHealthApi();
        builder.Services.AddHealthChecks().AddCheck<GrainsHealthCheck>("grains");
        builder.Services.AddCors();
        builder.Services.AddResponseCompression(static options =>
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/problem+json"]);
        builder.Services.Replace(ServiceDescriptor.Singleton<IResponseCompressionProvider, LargeResponseCompression>());
        builder.Services.AddSingleton(static services => new Cursors(services.GetRequiredService<IOptions<ApiOptions>>().Value.CursorKey));
        builder.Services.AddSingleton<GrainCalls>();

        // Until requests are authenticated.
        builder.Services.AddSingleton(Caller.Operator);
        builder.Services.AddSingleton<SellerService>();
        builder.Services.AddSingleton<ProductService>();
        builder.Services.AddSingleton<StockService>();
        builder.Services.AddSingleton<CustomerService>();
        builder.Services.AddSingleton<CartService>();
        builder.Services.AddSingleton<OrderService>();
        builder.Services.AddSingleton<OrderWaiter>();
        builder.Services.AddSingleton<ShipmentService>();
        builder.Services.AddApiReference();
        return builder;
    }

    /// <summary>Registers the health endpoints without the rest of the API, and sets the limits of the web server.</summary>
    public static WebApplicationBuilder AddHealthApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ApiOptions>, ApiOptionsValidator>();
        builder.Services.ConfigureOptions<ServerLimits>();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IProblemDetailsWriter, StatusProblems>();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ApiExceptionHandler>();
        builder.Services.AddHealthChecks();
        builder.Services.ConfigureHttpJsonOptions(static json => UseApiJson(json.SerializerOptions));
        return builder;
    }

    /// <summary>Maps the health endpoints alone.</summary>
    public static WebApplication MapHealthApi(this WebApplication app)
    {
        app.UseProblems();
        app.MapHealth();
        return app;
    }

    /// <summary>Maps all endpoints.</summary>
    public static WebApplication MapMarketplaceApi(this WebApplication app)
    {
        app.UseProblems();
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
        app.MapHealth();
        app.MapApiReference();
        return app;
    }

    private static readonly string[] ExposedHeaders = ["ETag", "Location", "Retry-After", "Preference-Applied", "Idempotency-Replayed"];

    private static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMethodPolicy();
    }

    // For the OpenAPI document. Handlers use ApiJson itself.
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
}
