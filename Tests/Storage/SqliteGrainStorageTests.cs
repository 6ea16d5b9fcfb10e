using Orleans.Storage;
using OrleansMicro.Tests.Shared.Storage;

namespace OrleansMicro.Tests.Storage;

/// <summary>SQLite storage: the common rules, and what only a file promises.</summary>
public sealed class SqliteGrainStorageTests : GrainStorageCompliance, IDisposable
{
    private readonly SqliteFixture _sqlite = new();

    [Fact]
    public async Task Keeps_everything_over_a_restart()
    {
        var grains = Enumerable.Range(0, 100).Select(_ => NewGrain()).ToArray();
        var written = await Task.WhenAll(grains.Select((grain, i) => Write(grain, $"value {i}")));
        _sqlite.Reopen();
        for (var i = 0; i < grains.Length; i++)
        {
            var state = new GrainState<Sample>(new Sample());
            await _sqlite.Storage.ReadStateAsync("state", grains[i], state);
            Assert.Equal($"value {i}", state.State!.Text);
            Assert.Equal(written[i].ETag, state.ETag);
        }
    }

    [Fact]
    public async Task Never_gives_an_etag_of_a_cleared_state_to_a_later_one()
    {
        var grain = NewGrain();
        var cleared = await Write(grain, "one");
        var stale = await Read(grain);
        await Storage.ClearStateAsync("state", grain, cleared);
        _sqlite.Reopen();
        var storage = _sqlite.Storage;
        await storage.WriteStateAsync("state", grain, new GrainState<Sample>(new Sample { Text = "two" }));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("state", grain, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.ClearStateAsync("state", grain, stale));
    }

    [Fact]
    public async Task Writes_nothing_for_a_caller_that_gave_up_before()
    {
        var grain = NewGrain();
        var state = new GrainState<Sample>(new Sample { Text = "unwanted" });
        var given = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Storage.WriteStateAsync("state", grain, state, given));
        Assert.False((await Read(grain)).RecordExists);
        Assert.Null(state.ETag);
    }

    [Fact]
    public async Task Refuses_only_the_conflicting_write_of_a_transaction()
    {
        var taken = NewGrain();
        await Write(taken, "first");
        var free = Enumerable.Range(0, 200).Select(_ => NewGrain()).ToArray();
        var writes = free.Select(grain => Write(grain, "free")).ToList();
        var conflict = Write(taken, "second");
        await Task.WhenAll(writes);
        await Assert.ThrowsAsync<InconsistentStateException>(() => conflict);
        Assert.Equal("first", (await Read(taken)).State!.Text);
    }

    [Fact]
    public async Task Refuses_a_foreign_etag()
    {
        var grain = NewGrain();
        await Write(grain, "one");
        var foreign = new GrainState<Sample>(new Sample()) { ETag = "not-of-this-storage" };
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("state", grain, foreign));
    }

    [Fact]
    public async Task Says_that_the_database_is_closed()
    {
        var storage = _sqlite.Storage;
        _sqlite.Database.Dispose();
        var state = new GrainState<Sample>(new Sample());
        await Assert.ThrowsAsync<OrleansMicro.Silo.Storage.SqliteStorageException>(() => storage.WriteStateAsync("state", NewGrain(), state));
        _sqlite.Reopen();
    }

    [Fact]
    public async Task Commits_what_is_queued_before_it_closes()
    {
        var grains = Enumerable.Range(0, 2_000).Select(_ => NewGrain()).ToArray();
        var writes = grains.Select(grain => Write(grain, "queued")).ToArray();
        _sqlite.Reopen();
        await Task.WhenAll(writes);
        foreach (var grain in grains)
        {
            var state = new GrainState<Sample>(new Sample());
            await _sqlite.Storage.ReadStateAsync("state", grain, state);
            Assert.True(state.RecordExists);
        }
    }

    [Fact]
    public async Task Guards_versions_also_between_two_processes_on_one_file()
    {
        using var other = _sqlite.OpenAgain();
        var otherStorage = new OrleansMicro.Silo.Storage.SqliteGrainStorage(other, SampleJson.Serializer());
        var grain = NewGrain();
        var here = await Write(grain, "here");
        var there = new GrainState<Sample>(new Sample());
        await otherStorage.ReadStateAsync("state", grain, there);
        there.State = new Sample { Text = "there" };
        await otherStorage.WriteStateAsync("state", grain, there);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("state", grain, here));
    }

    public void Dispose() => _sqlite.Dispose();

    protected override Task<IGrainStorage> Open() => Task.FromResult<IGrainStorage>(_sqlite.Storage);

    protected override Task Close() => Task.CompletedTask;
}
