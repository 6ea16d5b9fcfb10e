using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;

namespace OrleansMicro.Events;

/// <inheritdoc cref="IEventIndexGrain"/>
[Immovable]
[Reentrant]
public sealed partial class EventIndexGrain(
    [PersistentState("eventindex")] IPersistentState<EventIndexState> storage,
    GrainStates states,
    TimeProvider clock,
    ILogger<EventIndexGrain> logger) : Grain, IEventIndexGrain
{
    private const int RelayedAtOnce = 32;

    /// <summary>How old an announcement is before it is looked at: the aggregate itself hands its events over long before.</summary>
    private static readonly TimeSpan RelayAfter = TimeSpan.FromSeconds(5);

    private GroupCommit<EventIndexState> _commit = null!;
    private Task? _relaying;
    private bool _relayedBefore;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _commit = states.Grouped(storage);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> Announce(string announcement) =>
        _commit.Apply(state => EventIndexRules.Announce(state, announcement, clock.GetUtcNow()));

    /// <inheritdoc/>
    public Task Withdraw(string announcement)
    {
        _commit.ApplyDeferred(state => EventIndexRules.Withdraw(state, announcement));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<int> RelayDue()
    {
        if (_relaying is null or { IsCompleted: true })
            _relaying = Relay();

        // Many aggregates take longer. They are relayed on, although no call waits.
        if (await _relaying.EndsWithin(Limits.MaxCallWait, clock))
            await _relaying;
        return _commit.State.Entries.Length;
    }

    private async Task Relay()
    {
        // What was withdrawn need not be looked at.
        await _commit.Flush();
        var now = clock.GetUtcNow();
        var due = EventIndexRules.Due(await _commit.Read(), _relayedBefore ? now - RelayAfter : DateTimeOffset.MaxValue, now);
        _relayedBefore = true;
        if (due.Count == 0)
            return;
        LogRelaying(logger, this.GetPrimaryKeyString(), due.Count);
        foreach (var chunk in due.Chunk(RelayedAtOnce))
            await Task.WhenAll(chunk.Select(Relay));
        await _commit.Flush();
    }

    private async Task Relay((string Aggregate, EventAnnouncement[] Entries) due)
    {
        try
        {
            await GrainFactory.GetGrain<IEventSourceGrain>(GrainId.Parse(due.Aggregate)).Relay();
            _commit.ApplyDeferred(state => EventIndexRules.Relayed(state, due.Entries));
        }
        catch (Exception exception)
        {
            // One aggregate that fails must not delay the others. It is relayed again the next time.
            LogRelayFailed(logger, due.Aggregate, exception);
        }
    }

    [LoggerMessage(1503, LogLevel.Information, "Event index {Shard}: relaying the events of {Count} aggregates.")]
    private static partial void LogRelaying(ILogger logger, string shard, int count);

    [LoggerMessage(1504, LogLevel.Warning, "The events of {Aggregate} could not be relayed. They will be tried again.")]
    private static partial void LogRelayFailed(ILogger logger, string aggregate, Exception exception);
}
