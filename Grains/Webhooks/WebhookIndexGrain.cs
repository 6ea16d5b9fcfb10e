using System.Collections.Immutable;
using Orleans.Concurrency;

namespace OrleansMicro.Webhooks;

/// <inheritdoc cref="IWebhookIndexGrain"/>
[Reentrant]
public sealed class WebhookIndexGrain(
    [PersistentState("webhookindex")] IPersistentState<WebhookIndexState> storage, GrainStates states, TimeProvider clock)
    : Grain, IWebhookIndexGrain
{
    /// <summary>A webhook is written right after it was added.</summary>
    private static readonly TimeSpan SettledAfter = TimeSpan.FromMinutes(10);

    private GroupCommit<WebhookIndexState> _commit = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _commit = states.Grouped(storage);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> Add(string webhookId, string? sellerId)
    {
        var now = clock.GetUtcNow();
        return _commit.Apply(state => WebhookIndexRules.Add(state, webhookId, sellerId, now));
    }

    /// <inheritdoc/>
    public Task Remove(string webhookId) => _commit.Apply(state => (WebhookIndexRules.Remove(state, webhookId), true));

    /// <inheritdoc/>
    public async Task<bool> IsSettled(string webhookId)
    {
        var before = clock.GetUtcNow() - SettledAfter;
        return (await _commit.Read()).Items.Any(item => item.WebhookId == webhookId && item.AddedAt < before);
    }

    /// <inheritdoc/>
    public async Task<Page<string>> List(long? cursor, int limit, string? sellerId, Caller caller, CancellationToken cancellation = default) =>
        WebhookIndexRules.List(await _commit.Read(cancellation), cursor, limit, sellerId);
}

/// <summary>The webhooks as they are stored.</summary>
[GenerateSerializer, Immutable, Alias("om.webhookindex.state")]
public sealed record WebhookIndexState
{
    /// <summary>The number of the newest one.</summary>
    [Id(0)]
    public long Last { get; init; }

    /// <summary>The webhooks, oldest first.</summary>
    [Id(1)]
    public ImmutableArray<WebhookEntry> Items { get; init => field = value.OrEmpty(); } = [];
}

/// <summary>A webhook of the index.</summary>
/// <param name="Number">Grows with each webhook.</param>
/// <param name="WebhookId">The webhook.</param>
/// <param name="SellerId">Its seller.</param>
/// <param name="AddedAt">When it was added.</param>
[GenerateSerializer, Immutable, Alias("om.webhookindex.entry")]
public sealed record WebhookEntry(
    [property: Id(0)] long Number, [property: Id(1)] string WebhookId, [property: Id(2)] string? SellerId, [property: Id(3)] DateTimeOffset AddedAt);
