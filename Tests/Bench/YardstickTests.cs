using Orleans.Storage;
using OrleansMicro.Bench.Load;
using OrleansMicro.Bench.Yardstick;

namespace OrleansMicro.Tests.Bench;

public sealed class YardstickTests : IDisposable
{
    private static readonly GrainId Counter = GrainId.Create("yardstick", "0-0");
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_written_row_is_in_the_file()
    {
        using (var rows = Open())
        {
            var state = new GrainState<YardstickState>(new YardstickState { Total = 1 });
            await rows.WriteStateAsync("total", Counter, state);
            state.State = new YardstickState { Total = 2 };
            await rows.WriteStateAsync("total", Counter, state);
        }

        using var later = Open();
        var read = new GrainState<YardstickState>(new YardstickState());
        await later.ReadStateAsync("total", Counter, read);
        Assert.Equal((2, "2", true), (read.State!.Total, read.ETag, read.RecordExists));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("7")]
    public async Task An_outdated_version_is_not_written(string? etag)
    {
        using var rows = Open();
        await rows.WriteStateAsync("total", Counter, new GrainState<YardstickState>(new YardstickState { Total = 1 }));

        var outdated = new GrainState<YardstickState>(new YardstickState { Total = 5 }) { ETag = etag };
        await Assert.ThrowsAsync<InconsistentStateException>(() => rows.WriteStateAsync("total", Counter, outdated));
    }

    [Fact]
    public async Task A_row_that_does_not_exist_is_not_read()
    {
        using var rows = Open();
        var state = new GrainState<YardstickState>(new YardstickState { Total = 3 });

        await rows.ReadStateAsync("total", Counter, state);

        Assert.Equal((3, null, false), (state.State!.Total, state.ETag, state.RecordExists));
    }

    [Fact]
    public void Usage_is_given_per_request_and_per_second()
    {
        var usage = new LoadUsage(TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(3))
            - new LoadUsage(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        Assert.Equal(new LoadUsage(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(1)), usage);
        Assert.Equal(500, usage.PerSecond(5_000));
        Assert.Equal(0.8, LoadUsage.MillisecondsPer(5_000, usage.Server));
        Assert.Equal(40, usage.Percent(usage.Server));
        Assert.Equal(0, LoadUsage.MillisecondsPer(0, usage.Server));
    }

    [Fact]
    public void Errors_of_all_workers_are_added_by_kind() => Assert.Equal(
        new Dictionary<string, long> { ["503"] = 5, ["500"] = 1 },
        LoadMeter.Sum([new Dictionary<string, long> { ["503"] = 2 }, new Dictionary<string, long> { ["503"] = 3, ["500"] = 1 }]));

    private SqliteRows Open() => new(_folder.File("yardstick.db"));
}
