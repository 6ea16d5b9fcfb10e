using Orleans.Storage;
using OrleansMicro.Tests.Shared.Storage;

namespace OrleansMicro.Tests.Storage;

/// <summary>SQLite storage that nobody else writes, as the server runs it: the common rules, and what it may leave out.</summary>
public sealed class SoleWriterStorageTests : GrainStorageCompliance, IDisposable
{
    private readonly SqliteFixture _sqlite = new(soleWriter: true);

    [Fact]
    public async Task Finds_every_row_that_was_in_the_file_before()
    {
        var grains = Enumerable.Range(0, 500).Select(_ => NewGrain()).ToArray();
        await Task.WhenAll(grains.Select((grain, i) => Write(grain, $"value {i}")));
        _sqlite.Reopen();
        foreach (var (i, grain) in grains.Index())
        {
            var state = new GrainState<Sample>(new Sample());
            await _sqlite.Storage.ReadStateAsync("state", grain, state);
            Assert.Equal($"value {i}", state.State!.Text);
        }
    }

    [Fact]
    public async Task Knows_most_keys_that_are_not_in_the_file()
    {
        await Write(NewGrain(), "present");
        Assert.True(SpinWait.SpinUntil(() => _sqlite.Database.Keys.IsComplete, TimeSpan.FromSeconds(30)));

        var looks = Enumerable.Range(0, 1_000).Count(_ => _sqlite.Database.Keys.MayContain(new("state", NewGrain())));

        Assert.InRange(looks, 0, 100);
    }

    public void Dispose() => _sqlite.Dispose();

    protected override Task<IGrainStorage> Open() => Task.FromResult<IGrainStorage>(_sqlite.Storage);

    protected override Task Close() => Task.CompletedTask;
}
