using OrleansMicro;

// The REST API in a process of its own: a client of a cluster of silos, without state, so that any number of them can run.
return await HostProgram.RunAsync(args, ApiArguments.CommandLine, CreateAsync);

static async Task<WebApplication> CreateAsync(WebApplicationBuilder builder)
{
    builder.AddHttpServer(ApiArguments.CommandLine, drainDelay: TimeSpan.FromSeconds(2));
    await builder.AddClusterClientAsync();
    builder.AddTelemetry("orleansmicro-api");
    builder.AddMarketplaceApi();

    var app = builder.Build();
    app.UseDraining();
    app.MapMarketplaceApi();
    app.AnnounceWhenStarted(url => $"OrleansMicro API is ready. API: {url}/v1  docs: {url}/docs{GrpcPort.Describe(app)}");
    return app;
}
