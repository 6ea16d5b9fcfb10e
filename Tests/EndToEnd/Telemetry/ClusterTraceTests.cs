using OrleansMicro.Tests.EndToEnd.Cluster;

namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>One purchase of a cluster is one trace over the processes that take part.</summary>
[Collection(ProcessTests.Name)]
public sealed class ClusterTraceTests(RedisServer redis) : IClassFixture<RedisServer>
{
    // So many that both silos have several of them: the only product of another silo is not called in a batch.
    private const int Products = 16;
    private readonly string _redis = redis.Address;

    private static readonly string[][] Paths =
    [
        ["server ICartGrain/CheckoutAndWait", "server ICartGrain/Checkout", "write storage cart"],
        ["server ICartGrain/Checkout", "server IOrderGrain/Place", "write storage order"],
        ["server IOrderGrain/Place", "server IOrderRecoveryGrain/Register", "write storage recovery"],
        ["server IOrderGrain/Place", "server ICustomerGrain/AddOrder", "write storage customer"],
        ["server IOrderGrain/Place", "order process", "order reserve", "server IStockGrain/Reserve"],
        ["order process", "order reserve", "server IBatchGrain/Reserve", "server IStockGrain/Reserve"],
        ["order process", "order authorise", "client payment authorise"],
        ["order process", "order confirm", "server IBatchGrain/Confirm", "server IStockGrain/Confirm", "write storage stock"],
        ["order process", "order capture", "client payment capture", "write storage acquirer"],
        ["order process", "order finish", "server IBatchGrain/Enter", "server ISellerLedgerGrain/Enter", "write storage ledger"],
        ["order process", "order finish", "server ICartGrain/Settle"],
        ["order process", "write storage order"],
        ["server ICartGrain/CheckoutAndWait", "server IOrderGrain/WaitForEnd"],
    ];

    [SkippableFact]
    public async Task A_purchase_is_one_trace_over_all_processes()
    {
        await using var receiver = await OtlpReceiver.Start();
        await using (var cluster = await ClusterProcesses.Start(_redis, "traced", silos: 2, apis: 1, receiver.Environment))
        {
            using var shop = new ShopClient(cluster.Nodes.Urls[0]);
            await shop.Buy(Products);
            Assert.Empty(await cluster.Nodes.Stop());
        }

        var trace = TraceTree.Find(receiver.Spans, TracedPurchase.Checkout);
        Assert.Empty(trace.Lost);
        Assert.All(Paths, path => Assert.True(trace.HasPath(path), $"{string.Join(" > ", path)} is not in\n{trace}"));
        Assert.Equal("orleansmicro-api", trace.Root.Resource.Service);
        Assert.Equal(
            ["orleansmicro-api", "orleansmicro-silo", "orleansmicro-silo"],
            trace.Spans.Select(static span => span.Resource).Distinct().Select(static process => process.Service).Order());
        Assert.All(receiver.Spans.Where(static span => span.ParentId.Length == 0), static first => Assert.Contains(" /v1/", first.Name));
    }
}
