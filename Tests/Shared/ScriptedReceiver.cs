using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansMicro.Tests.Shared;

/// <summary>An endpoint of a webhook over real HTTP, on a port of 127.0.0.1, which answers as a test wants.</summary>
internal sealed class ScriptedReceiver : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private readonly Channel<ReceivedRequest> _next = Channel.CreateUnbounded<ReceivedRequest>();
    private readonly WebApplication _app;

    private ScriptedReceiver(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>What it got, oldest first.</summary>
    public ConcurrentQueue<ReceivedRequest> Requests { get; } = [];

    /// <summary>How it answers. With 204 unless a test says otherwise.</summary>
    public Func<HttpContext, Task> Script { get; set; } = static http =>
    {
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    };

    public static async Task<ScriptedReceiver> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new ScriptedReceiver(app);
        app.Run(receiver.Receive);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Waits for requests that were not given yet.</summary>
    public async Task<ReceivedRequest[]> Next(int count = 1)
    {
        using var limit = new CancellationTokenSource(Timeout);
        var next = new ReceivedRequest[count];
        for (var i = 0; i < count; i++)
            next[i] = await _next.Reader.ReadAsync(limit.Token);
        return next;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Receive(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = http.Request.Headers.ToDictionary(
            static header => header.Key, static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var request = new ReceivedRequest(http.Request.Path, headers, body);
        Requests.Enqueue(request);
        await _next.Writer.WriteAsync(request);
        await Script(http);
    }
}

/// <summary>A request that <see cref="ScriptedReceiver"/> got.</summary>
internal sealed record ReceivedRequest(string Path, IReadOnlyDictionary<string, string> Headers, string Body);
