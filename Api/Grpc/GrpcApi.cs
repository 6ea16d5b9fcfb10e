using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansMicro.Grpc;

/// <summary>
/// The gRPC API, beside REST: the same services, commands, rules and problem codes. Off unless <see cref="GrpcOptions.GrpcPort"/> is set.
/// </summary>
internal static class GrpcApi
{
    private static readonly TimeSpan HealthPeriod = TimeSpan.FromSeconds(5);

    public static void AddGrpcApi(this WebApplicationBuilder builder)
    {
        if (builder.ReadValidatedOptions<GrpcOptions, GrpcOptionsValidator>(GrpcOptions.Section).GrpcPort is not { } port)
            return;
        GrpcPort.Open(builder, port);
        AddServices(builder.Services);
    }

    public static void MapGrpcApi(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<GrpcOptions>>().Value.GrpcPort is not null)
            MapServices(app);
    }

    // Methods of their own, so that the assemblies of gRPC are loaded only if it is on.
    private static void AddServices(IServiceCollection services)
    {
        services.AddGrpc(static options =>
        {
            options.MaxReceiveMessageSize = ApiOptions.MaxBodyBytes;
            options.Interceptors.Add<GrpcErrors>();
        });
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks();

        // For clients that watch the health. Others get the health of the moment.
        services.Configure<HealthCheckPublisherOptions>(static options => options.Delay = options.Period = HealthPeriod);
    }

    private static void MapServices(IEndpointRouteBuilder app)
    {
        app.MapGrpcService<CatalogGrpc>();
        app.MapGrpcService<StockGrpc>();
        app.MapGrpcService<CartsGrpc>();
        app.MapGrpcService<OrdersGrpc>();
        app.MapGrpcService<ShipmentsGrpc>();

        // The stream of events: EventsGrpc, with events.proto beside the others. GrpcErrors explains the errors of streams too.
        app.MapGrpcHealthChecksService();
        app.MapGrpcReflectionService();
    }
}
