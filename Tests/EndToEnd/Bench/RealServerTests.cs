using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Flash;
using OrleansMicro.Bench.Load;
using OrleansMicro.Bench.Oversell;
using OrleansMicro.Bench.Reads;
using OrleansMicro.Bench.Replay;
using OrleansMicro.Bench.Smoke;

namespace OrleansMicro.Tests.EndToEnd.Bench;

/// <summary>Every command of the bench, short, against a server process: what it reads and writes is what the server speaks.</summary>
[Collection(ProcessTests.Name)]
public sealed class RealServerTests : IDisposable
{
    private readonly TempFolder _data = new();
    private readonly Progress _progress = new(TextWriter.Null, rewrite: false, TimeProvider.System);

    public void Dispose()
    {
        _progress.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task Every_command_finds_the_server_as_it_must_be()
    {
        await using var server = await ServerProcess.Start(_data.Path);
        using var api = new ApiClient([server.Url], 32, new Retry(TimeSpan.FromSeconds(60)), TimeProvider.System);

        var smoke = await SmokeRun.Run("smoke", api, _progress, default);
        Assert.Equal((Order.Paid, 0), (smoke.Status, smoke.Mismatches));

        var replay = await new ReplayRun("t", 4, TimeSpan.FromSeconds(60)).Replay(RetailSample.Plan(), api, _progress, default);
        Assert.Equal((0, 5, 0L), (replay.Mismatches, replay.Orders, replay.StockLeft));

        var rush = await new OversellRun("rush", 5, 30, TimeSpan.FromSeconds(60)).Oversell(api, _progress, default);
        Assert.Equal((0, 5, 25), (rush.Mismatches, rush.Paid, rush.Rejected));

        var load = new LoadRun("load", [server.Url], 4, 5, 100, TimeSpan.Zero, TimeSpan.FromSeconds(1), []);
        var (result, mismatches) = await load.Load(api, _progress, default);
        Assert.Empty(mismatches.First);
        Assert.True(result.Purchases > 0);

        var hot = await new HotRun("hot", [server.Url], 4, 1, TimeSpan.Zero, TimeSpan.FromSeconds(1)).Sell(api, _progress, default);
        Assert.Empty(hot.Mismatches.First);
        Assert.True(hot.Result.Sold > 0);
    }

    [SkippableFact]
    public async Task Reads_are_compared_with_a_bare_api()
    {
        Skip.IfNot(File.Exists("/usr/bin/wrk"), "needs wrk");
        await using var server = await ServerProcess.Start(_data.Path);
        using var api = new ApiClient([server.Url], 1, new Retry(TimeSpan.FromSeconds(60)), TimeProvider.System);

        var second = TimeSpan.FromSeconds(1);
        var reads = await new ReadsRun("reads", server.Url, [server.Pid], 2, 2, TimeSpan.Zero, second).Measure(api, _progress, default);

        Assert.Equal((0, 2), (reads.Failed, reads.Turns.Count));
        Assert.All(reads.Turns, static turn => Assert.True(turn is { Product.PerSecond: > 0, Bare.PerSecond: > 0 }));
    }

    [Fact]
    public async Task Flash_calls_the_grains_of_a_server()
    {
        var port = FreePorts.Next();
        await using var server = await ServerProcess.Start(_data.Path, "--Server:GatewayPort", port.ToString(CultureInfo.InvariantCulture));
        using var shop = await ShopConnection.ToServer(port, default);

        var flash = new FlashRun("flash", 50, TimeSpan.FromMilliseconds(1), TimeSpan.Zero, TimeSpan.FromSeconds(1), []);
        var (result, mismatches) = await flash.Sell(shop.Services.GetRequiredService<IGrainFactory>(), _progress, default);

        Assert.Empty(mismatches.First);
        Assert.True(result.Sold > 0 && result.Sold == result.Confirmed);
    }
}
