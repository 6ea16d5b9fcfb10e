using Orleans.Storage;

namespace OrleansMicro.Tests.Shared.Storage;

/// <summary>What every <see cref="IGrainStorage"/> of this product must do, in every mode.</summary>
public abstract class GrainStorageCompliance : IAsyncLifetime
{
    private static int _lastKey;

    /// <summary>The storage under test.</summary>
    protected IGrainStorage Storage { get; private set; } = null!;

    public async Task InitializeAsync() => Storage = await Open();

    public Task DisposeAsync() => Close();

    [SkippableFact]
    public async Task Gives_an_empty_state_and_no_etag_for_what_was_never_written()
    {
        var state = await Read(NewGrain());
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.Equal(new Sample(), state.State);
    }

    [SkippableFact]
    public async Task Gives_back_what_was_written()
    {
        var grain = NewGrain();
        var written = await Write(grain, "one");
        var read = await Read(grain);
        Assert.True(read.RecordExists);
        Assert.Equal("one", read.State!.Text);
        Assert.Equal(written.ETag, read.ETag);
    }

    [SkippableFact]
    public async Task Gives_every_version_its_own_etag()
    {
        var grain = NewGrain();
        var state = await Write(grain, "0");
        var seen = new HashSet<string> { state.ETag! };
        for (var i = 1; i < 10; i++)
        {
            state.State = new Sample { Number = i };
            await Storage.WriteStateAsync("state", grain, state);
            Assert.True(seen.Add(state.ETag!), $"version {i} has the ETag of an earlier one");
        }

        Assert.Equal(9, (await Read(grain)).State!.Number);
    }

    [SkippableFact]
    public async Task Refuses_a_write_over_a_version_that_the_writer_has_not_read()
    {
        var grain = NewGrain();
        var first = await Write(grain, "first");
        var second = await Read(grain);
        second.State = new Sample { Text = "second" };
        await Storage.WriteStateAsync("state", grain, second);

        var etag = first.ETag;
        first.State = new Sample { Text = "stale" };
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.WriteStateAsync("state", grain, first));
        Assert.Equal(etag, first.ETag);
        Assert.Equal("second", (await Read(grain)).State!.Text);
    }

    [SkippableFact]
    public async Task Refuses_a_first_write_over_what_exists()
    {
        var grain = NewGrain();
        await Write(grain, "first");
        await Assert.ThrowsAsync<InconsistentStateException>(() => Write(grain, "second"));
        Assert.Equal("first", (await Read(grain)).State!.Text);
    }

    [SkippableFact]
    public async Task Forgets_what_is_cleared()
    {
        var grain = NewGrain();
        var state = await Write(grain, "one");
        await Storage.ClearStateAsync("state", grain, state);
        Assert.False(state.RecordExists);
        var read = await Read(grain);
        Assert.False(read.RecordExists);
        Assert.Equal(new Sample(), read.State);
    }

    [SkippableFact]
    public async Task Takes_a_new_first_write_after_a_clear()
    {
        var grain = NewGrain();
        var state = await Write(grain, "one");
        await Storage.ClearStateAsync("state", grain, state);
        state = await Read(grain);
        state.State = new Sample { Text = "two" };
        await Storage.WriteStateAsync("state", grain, state);
        Assert.Equal("two", (await Read(grain)).State!.Text);
    }

    [SkippableFact]
    public async Task Refuses_a_clear_of_a_version_that_was_not_read()
    {
        var grain = NewGrain();
        var first = await Write(grain, "first");
        var second = await Read(grain);
        await Storage.WriteStateAsync("state", grain, second);
        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.ClearStateAsync("state", grain, first));
        Assert.True((await Read(grain)).RecordExists);
    }

    [SkippableFact]
    public async Task Lets_exactly_one_of_many_concurrent_writers_win_each_round()
    {
        const int Rounds = 20;
        const int Writers = 8;
        var grain = NewGrain();
        await Write(grain, "start");
        for (var round = 0; round < Rounds; round++)
        {
            var states = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Read(grain)));
            var wins = await Task.WhenAll(states.Select((state, writer) => Wins(grain, state, writer)));
            var winner = Assert.Single(Enumerable.Range(0, Writers), writer => wins[writer]);
            Assert.Equal(winner, (await Read(grain)).State!.Number);
        }
    }

    [SkippableFact]
    public async Task Keeps_many_grains_that_are_written_at_once_apart()
    {
        var grains = Enumerable.Range(0, 500).Select(_ => NewGrain()).ToArray();
        await Task.WhenAll(grains.Select((grain, i) => Write(grain, $"value {i}")));
        for (var i = 0; i < grains.Length; i++)
            Assert.Equal($"value {i}", (await Read(grains[i])).State!.Text);
    }

    [SkippableFact]
    public async Task Keeps_names_types_and_keys_apart()
    {
        var grain = NewGrain();
        var key = grain.Key.ToString()!;
        (string State, GrainId Grain)[] places =
        [
            ("state", grain), ("State", grain), ("other", grain),
            ("state", GrainId.Create("sampler", key)), ("state", GrainId.Create("sample", key + "A")),
            ("state", GrainId.Create("sample", key + "a")), ("state", GrainId.Create("sample", key + "/a")),
        ];
        foreach (var (name, id) in places)
            await Storage.WriteStateAsync(name, id, new GrainState<Sample>(new Sample { Text = $"{name} {id}" }));
        foreach (var (name, id) in places)
        {
            var state = new GrainState<Sample>(new Sample());
            await Storage.ReadStateAsync(name, id, state);
            Assert.Equal($"{name} {id}", state.State!.Text);
        }
    }

    [SkippableTheory]
    [InlineData("Zürich")]
    [InlineData("東京/大阪")]
    [InlineData("🛒 'quoted' \"twice\" %like_")]
    [InlineData("e\u0301 is not \u00e9")]
    public async Task Takes_keys_and_values_of_any_text(string text)
    {
        var grain = GrainId.Create("sample", NewGrain().Key + text);
        await Write(grain, text + "\0\r\n\u2028");
        Assert.Equal(text + "\0\r\n\u2028", (await Read(grain)).State!.Text);
    }

    [SkippableFact]
    public async Task Keeps_a_value_of_ten_megabytes()
    {
        var grain = NewGrain();
        var text = string.Concat(Enumerable.Repeat("0123456789", 1024 * 1024));
        await Write(grain, text);
        Assert.Equal(text, (await Read(grain)).State!.Text);
    }

    /// <summary>Makes the storage ready.</summary>
    protected abstract Task<IGrainStorage> Open();

    /// <summary>Gives back what <see cref="Open"/> took.</summary>
    protected abstract Task Close();

    /// <summary>A grain that no other test uses.</summary>
    protected static GrainId NewGrain() => GrainId.Create("sample", $"grain-{Interlocked.Increment(ref _lastKey)}");

    /// <summary>Reads a grain's state again.</summary>
    protected async Task<GrainState<Sample>> Read(GrainId grain)
    {
        var state = new GrainState<Sample>(new Sample { Text = "not read" });
        await Storage.ReadStateAsync("state", grain, state);
        return state;
    }

    /// <summary>Writes a grain's first state.</summary>
    protected async Task<GrainState<Sample>> Write(GrainId grain, string text)
    {
        var state = new GrainState<Sample>(new Sample { Text = text });
        await Storage.WriteStateAsync("state", grain, state);
        return state;
    }

    private async Task<bool> Wins(GrainId grain, GrainState<Sample> state, int writer)
    {
        await Task.Yield();
        state.State = new Sample { Number = writer };
        try
        {
            await Storage.WriteStateAsync("state", grain, state);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
