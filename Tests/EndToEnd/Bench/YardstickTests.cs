using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Yardstick;

namespace OrleansMicro.Tests.EndToEnd.Bench;

/// <summary>Short yardstick runs, each with processes of its own.</summary>
[Collection(ProcessTests.Name)]
public sealed class YardstickTests(RedisServer redis) : IClassFixture<RedisServer>, IDisposable
{
    // On a busy machine the second that is measured may see no answer. Each worker waits for its first one all the same.
    private const int Workers = 4;

    private readonly TempFolder _folder = new();
    private readonly Progress _progress = new(TextWriter.Null, rewrite: false, TimeProvider.System);

    public void Dispose()
    {
        _progress.Dispose();
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task Single_mode_answers()
    {
        Check("single", 1, await Measure(silos: null, redis: ""));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [SkippableFact]
    public async Task A_cluster_answers() => Check("cluster", 2, await Measure(silos: 2, redis.Address));

    private static void Check(string mode, int silos, YardstickResult result)
    {
        Assert.Equal((mode, silos), (result.Mode, result.Silos));
        Assert.Empty(result.Errors);
        Assert.True(result.Answered >= Workers);
    }

    private Task<YardstickResult> Measure(int? silos, string redis) =>
        new YardstickRun(silos, redis, _folder.Path, Workers, TimeSpan.Zero, TimeSpan.FromSeconds(1), []).Measure(_progress, default);
}
