using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Yardstick;

namespace OrleansMicro.Tests.EndToEnd.Bench;

/// <summary>Short yardstick runs, each with processes of its own.</summary>
[Collection(ProcessTests.Name)]
public sealed class YardstickTests(RedisServer redis) : IClassFixture<RedisServer>, IDisposable
{
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
        Assert.True(result.Requests > 0);
        Assert.True(result.ServerCpuMsPerRequest > 0);
    }

    private Task<YardstickResult> Measure(int? silos, string redis) =>
        new YardstickRun(silos, redis, _folder.Path, 4, TimeSpan.Zero, TimeSpan.FromSeconds(1), []).Measure(_progress, default);
}
