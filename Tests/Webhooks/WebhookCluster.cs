using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Tests.Common;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Tests.Webhooks;

/// <summary>A cluster whose webhooks end at a receiver in memory.</summary>
public sealed class WebhookCluster : MarketplaceCluster
{
    internal FakeSender Sender { get; } = new();

    protected override void ConfigureSilo(ISiloBuilder silo) => silo.Services.AddSingleton<IWebhookSender>(Sender);
}

/// <summary>Answers 200 unless a test says otherwise, and remembers what it got.</summary>
internal sealed class FakeSender : IWebhookSender
{
    private readonly ConcurrentDictionary<string, int> _statuses = [];
    private readonly ConcurrentQueue<WebhookMessage> _received = [];

    public bool IsAllowedHost(string host) => false;

    public Task<string?> Check(Uri url, CancellationToken cancellation = default) =>
        Task.FromResult(url.Host == "private.example" ? "must be public." : null);

    public Task<WebhookAnswer> Send(WebhookMessage message, CancellationToken cancellation = default)
    {
        _received.Enqueue(message);
        return Task.FromResult(new WebhookAnswer(_statuses.GetValueOrDefault(message.Url.ToString(), 200)));
    }

    /// <summary>How an endpoint answers from now on.</summary>
    public void Answer(string url, int status) => _statuses[url] = status;

    /// <summary>What an endpoint got, oldest first.</summary>
    public WebhookMessage[] Received(string url) => [.. _received.Where(message => message.Url.ToString() == url)];

    /// <summary>The ids of the events that an endpoint got.</summary>
    public string[] Ids(string url) => [.. Received(url).Select(static message => Header(message, "webhook-id"))];

    public static string Header(WebhookMessage message, string name) => message.Headers.Single(header => header.Name == name).Value;
}
