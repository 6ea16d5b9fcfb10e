using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansMicro.Grpc;

namespace OrleansMicro.Tests.Api.Faults;

/// <summary>The API in front of grains that answer what a test wants.</summary>
internal sealed class FaultHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FaultHost(WebApplication app) => _app = app;

    public static async Task<FaultHost> Start(
        Func<FakeCall, object?> answer, Action<ApiOptions>? configure = null, Action<IServiceCollection>? services = null, bool listens = false)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (listens)
            builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        else
            builder.WebHost.UseTestServer();
        builder.Services.AddRouting();
        builder.Services.AddSingleton<ILoggerFactory>(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        builder.Services.AddSingleton(new FakeGrains(answer).Factory());
        builder.Configuration["Api:GrpcPort"] = "0";
        builder.AddMarketplaceApi();
        services?.Invoke(builder.Services);
        if (configure is not null)
            builder.Services.Configure(configure);
        var app = builder.Build();
        app.MapMarketplaceApi();
        await app.StartAsync();
        return new(app);
    }

    /// <summary>For clients of its gRPC API.</summary>
    public GrpcChannel Channel() => GrpcPort.AddressOf(_app) is { } address
        ? GrpcChannel.ForAddress(address)
        : GrpcChannel.ForAddress(_app.GetTestServer().BaseAddress, new GrpcChannelOptions { HttpHandler = _app.GetTestServer().CreateHandler() });

    public async Task<Reply> Send(HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);

        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var client = _app.GetTestClient();
        using var response = await client.SendAsync(request);
        return new(response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers, await response.Content.ReadAsStringAsync())
        {
            ContentHeaders = response.Content.Headers,
        };
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
