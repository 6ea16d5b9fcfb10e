using OrleansMicro.Grpc;
using OrleansMicro.Hosting;
using OrleansMicro.Http;
using OrleansMicro.Silo.Move;
using OrleansMicro.Silo.Seed;

namespace OrleansMicro.Silo;

/// <summary>
/// The server: everything in one process (<c>single</c>, the default), or a silo of a cluster (<c>cluster</c>). Or the move of a shop from one to the
/// other (<c>move</c>), or a shop to measure with (<c>seed</c>).
/// </summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => ServerMode.RunAsync(
        args,
        single: static args => HostProgram.RunAsync(args, SingleArguments.CommandLine, static builder => Task.FromResult(CreateSingle(builder))),
        cluster: static args => HostProgram.RunAsync(args, ClusterArguments.CommandLine, CreateClusterSiloAsync),
        move: MoveCommand.RunAsync,
        seed: SeedCommand.RunAsync);

    /// <summary>API, grains and storage.</summary>
    internal static WebApplication CreateSingle(WebApplicationBuilder builder)
    {
        builder.AddHttpServer(SingleArguments.CommandLine);
        builder.AddSingleSilo();
        builder.AddTelemetry("orleansmicro");
        builder.AddMarketplaceApi();
        builder.AddOperatorDashboard();

        var app = builder.Build();
        var data = app.LockDataFolder();
        FolderMark.Refuse(data);
        app.UseDraining();
        app.MapMarketplaceApi();
        app.MapOperatorDashboard();
        app.AnnounceWhenStarted(url => $"OrleansMicro is ready. API: {url}/v1  docs: {url}/docs{GrpcPort.Describe(app)}  data: {data.Path}");
        return app;
    }

    /// <summary>Grains without the API. What it serves over HTTP is about itself.</summary>
    internal static async Task<WebApplication> CreateClusterSiloAsync(WebApplicationBuilder builder)
    {
        builder.AddHttpServer(ClusterArguments.CommandLine);
        await builder.AddClusterSiloAsync();
        builder.AddTelemetry("orleansmicro-silo");
        builder.AddOperatorDashboard();

        var app = builder.Build();
        SiloEndpoints.RefuseBusyPorts(app.Services);
        await RedisMark.RefuseAsync(app.Services);
        app.UseDraining();
        app.UseMethodPolicy();
        app.MapGroup("/health").MapHealthEndpoints();
        app.MapOperatorDashboard();
        app.AnnounceWhenStarted(url => $"OrleansMicro silo is ready. {app.DescribeEndpoints()}  health: {url}/health/ready");
        return app;
    }
}
