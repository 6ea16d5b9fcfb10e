using OrleansMicro.Events;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Events;

/// <summary>The log keeps events in order and deletes only what is old and delivered.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class EventLogTests(MarketplaceCluster cluster)
{
    // No aggregate has these logs.
    private readonly string _shard = MarketplaceCluster.NewId("log");

    private IEventLogGrain Log => cluster.Grains.GetGrain<IEventLogGrain>(_shard);

    [Fact]
    public async Task Events_are_read_as_they_were_appended()
    {
        for (var i = 1; i <= 120; i += 3)
            await Log.Append([Event("a", i), Event("a", i + 1), Event("a", i + 2)]);

        var read = await ReadAll(limit: 7);

        Assert.Equal(Enumerable.Range(1, 120).Select(static i => (long)i), read.Select(static logged => logged.Event.Sequence));
        Assert.True(read.Zip(read.Skip(1)).All(static pair => pair.First.Position < pair.Second.Position));
        Assert.True(EventChunk.Split(read[^1].Position).Chunk > 2, "The events fill several chunks.");
    }

    [Fact]
    public async Task A_new_activation_goes_on_where_the_last_one_ended()
    {
        for (var i = 1; i <= 100; i++)
            await Log.Append([Event("a", i)]);
        var before = await Log.GetStatus(Caller.Operator);

        await cluster.Cluster.DeactivateAsync(Log);
        await Log.Append([Event("a", 101)]);

        var after = await Log.GetStatus(Caller.Operator);
        Assert.Equal((100L, 101L), (before.Count, after.Count));
        Assert.Equal(Enumerable.Range(1, 101).Select(static i => (long)i), (await ReadAll(limit: 50)).Select(static l => l.Event.Sequence));
    }

    [Fact]
    public async Task An_event_that_is_appended_again_is_there_once()
    {
        await Log.Append([Event("a", 1), Event("a", 2)]);
        await Log.Append([Event("a", 2), Event("b", 1), Event("a", 3)]);

        Assert.Equal(["a/1", "a/2", "b/1", "a/3"], (await ReadAll(limit: 10)).Select(static logged => logged.Event.Id));
    }

    [Fact]
    public async Task An_append_that_fails_is_not_in_the_log_twice()
    {
        await Log.Append([Event("a", 1)]);
        cluster.Storage.LoseAnswers("eventchunk", $"{_shard}/0");

        await Assert.ThrowsAnyAsync<Exception>(() => Log.Append([Event("a", 2)]));
        await Log.Append([Event("a", 2), Event("a", 3)]);

        var ids = (await ReadAll(limit: 10)).Select(static logged => logged.Event.Id).ToList();
        Assert.Equal(["a/1", "a/2", "a/3"], ids.Distinct());
        Assert.Equal("a/3", ids[^1]);
    }

    [Fact]
    public async Task A_read_waits_for_the_next_event()
    {
        var waiting = Log.Read(new ReadEvents(0, 10, Limits.MaxCallWait), Caller.Operator);
        await cluster.Activity.Until(() => cluster.Activity.Begun(nameof(IEventLogGrain.Read), _shard) == 1, "the read has begun");
        await Log.Append([Event("a", 1)]);

        Assert.Equal("a/1", (await waiting).Events.Single().Event.Id);
    }

    [Fact]
    public async Task A_read_that_waits_in_vain_ends()
    {
        var read = Log.Read(new ReadEvents(0, 10, Limits.MaxCallWait), Caller.Operator);

        Assert.Empty((await cluster.Activity.Await(read, "the read ends")).Events);
    }

    [Fact]
    public async Task Old_events_go_once_every_sink_has_delivered_them()
    {
        await FillChunks();
        var end = (await Log.GetStatus(Caller.Operator)).End;
        await Log.Hold("slow", 0);
        cluster.Clock.Advance(TimeSpan.FromDays(8));
        cluster.Clock.Advance(TimeSpan.FromMinutes(2));
        await Log.Append([Event("b", 1)]);
        Assert.Equal(0, (await Log.GetStatus(Caller.Operator)).Oldest);

        await Log.Release("slow");
        await cluster.Activity.Until(
            async () => (await Log.GetStatus(Caller.Operator)).Oldest > 0 && cluster.Storage.Stored<EventChunk>("eventchunk", $"{_shard}/0") is null,
            "old chunks are deleted");

        var oldest = (await Log.GetStatus(Caller.Operator)).Oldest;
        Assert.True(oldest <= end);
        var gone = await Log.Read(new ReadEvents(1, 10, TimeSpan.Zero), Caller.Operator);
        Assert.Equal((0, oldest), (gone.Events.Length, gone.Oldest));
        Assert.Equal("b/1", (await ReadAll(limit: 100))[^1].Event.Id);
    }

    private async Task FillChunks()
    {
        for (var i = 1; i <= 200; i++)
            await Log.Append([Event("a", i)]);
    }

    private async Task<List<LoggedEvent>> ReadAll(int limit)
    {
        var (all, from) = (new List<LoggedEvent>(), 0L);
        while (await Log.Read(new ReadEvents(from, limit, TimeSpan.Zero), Caller.Operator) is { Events.IsEmpty: false } page)
        {
            all.AddRange(page.Events);
            from = page.Next;
        }

        return all;
    }

    private MarketEvent Event(string subject, int sequence) => new(
        EventTypes.ProductChanged, subject, sequence, cluster.Clock.GetUtcNow(), null, null, null,
        new EventData($$"""{"text":"{{new string('x', 100)}}"}"""));
}
