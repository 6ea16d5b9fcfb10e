using OrleansMicro.Tests.EndToEnd.Cluster;

namespace OrleansMicro.Tests.EndToEnd.Upgrade;

/// <summary>A server on the data folder of an old one that was killed.</summary>
public sealed class OldSqliteShop() : OldShop("single")
{
    private protected override async Task<Uri> Start()
    {
        var data = Own(await OldData.CopyFolder());
        var server = Own(await ServerProcess.Start(data.Path));
        Output = () => server.Output;
        return server.Url;
    }
}

/// <summary>A silo and an API on the Redis of an old cluster whose silo was killed; the membership table still has it.</summary>
public sealed class OldRedisShop() : OldShop("redis")
{
    private protected override bool CanStart => RedisServer.IsInstalled;

    internal override void SkipIfMissing() => RedisServer.SkipIfMissing();

    private protected override async Task<Uri> Start()
    {
        var redis = Own(await OldData.StartRedis());
        var cluster = Own(await ClusterProcesses.Start(redis.Address, "orleansmicro", silos: 1, apis: 1));
        Output = () => cluster.Output;
        return cluster.Nodes.Urls[0];
    }
}
