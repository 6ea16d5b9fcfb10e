using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Hosting;
using OrleansMicro.Silo;
using OrleansMicro.Silo.Move;
using StackExchange.Redis;

namespace OrleansMicro.Tests.EndToEnd.Move;

/// <summary>A mark that is written after a silo has looked for one, and before the silo joins.</summary>
[Collection(ProcessTests.Name)]
public sealed class MarkedWhileStartingTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private const string ClusterId = "late-mark";

    [SkippableFact]
    public async Task Is_seen_before_the_silo_runs_grains()
    {
        RedisServer.SkipIfMissing();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var builder = HostProgram.CreateBuilder(
            ["--redis", redis.Address, "--cluster-id", ClusterId, "--port", "0", "--silo-port", Port(), "--gateway-port", Port()],
            ClusterArguments.CommandLine);
        builder.AddHttpServer(ClusterArguments.CommandLine);
        await builder.AddClusterSiloAsync();
        var stages = new Stages();
        builder.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(stages);
        await using var silo = builder.Build();
        await new RedisMark(connection.GetDatabase(), ClusterId).WriteAsync(
            new MoveMark("1", MoveRole.Source, MoveStage.Moving, "A", "B", "./run move", default));

        await Assert.ThrowsAsync<StartException>(() => silo.StartAsync());

        Assert.True(stages.HasJoined);
        Assert.False(stages.IsActive);
    }

    private static string Port() => FreePorts.Next().ToString(CultureInfo.InvariantCulture);

    /// <summary>How far the silo came: in the membership table, and open to calls.</summary>
    private sealed class Stages : ILifecycleParticipant<ISiloLifecycle>
    {
        public bool HasJoined { get; private set; }

        public bool IsActive { get; private set; }

        public void Participate(ISiloLifecycle lifecycle)
        {
            lifecycle.Subscribe(nameof(Stages), ServiceLifecycleStage.AfterRuntimeGrainServices + 1, _ => Task.FromResult(HasJoined = true));
            lifecycle.Subscribe(nameof(Stages), ServiceLifecycleStage.BecomeActive, _ => Task.FromResult(IsActive = true));
        }
    }
}
