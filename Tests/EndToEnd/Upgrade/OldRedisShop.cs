using OrleansMicro.Tests.EndToEnd.Cluster;

namespace OrleansMicro.Tests.EndToEnd.Upgrade;

/// <summary>A silo and an API on the Redis of an old cluster whose silo was killed; the membership table still has it.</summary>
public sealed class OldRedisShop() : OldShop("redis")
{
    private readonly RedisServer _redis = new();
    private ClusterProcesses? _cluster;

    private protected override string Output => _cluster?.Output ?? "";

    private protected override async Task<Uri> Start()
    {
        await using (var dump = OldData.Open("redis.rdb.gz"))
            await _redis.Start(dump);
        _cluster = await ClusterProcesses.Start($"127.0.0.1:{_redis.Port}", "orleansmicro", silos: 1, apis: 1);
        return _cluster.Nodes.Urls[0];
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_cluster is not null)
            await _cluster.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
