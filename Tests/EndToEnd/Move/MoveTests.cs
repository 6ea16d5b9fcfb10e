using System.Text.Json;
using OrleansMicro.Tests.EndToEnd.Cluster;

namespace OrleansMicro.Tests.EndToEnd.Move;

/// <summary>The command that moves a shop between SQLite and Redis, with real processes and a real Redis.</summary>
[Collection(ProcessTests.Name)]
public sealed class MoveTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private const int Rows = 30_000;

    [SkippableFact]
    public async Task Gives_the_same_digest_there_and_back()
    {
        RedisServer.SkipIfMissing();
        using var data = new TempFolder();
        await LargeFile.Write(data.File("a"), Rows);

        var there = await MoveProcess.Succeed("to-cluster", data.File("a"), redis, "--cluster-id", "there-and-back");
        var back = await MoveProcess.Succeed("to-single", data.File("b"), redis, "--cluster-id", "there-and-back");

        Assert.Equal((Rows, 1), (Number(there, "rows"), Number(there, "reminders")));
        foreach (var field in new[] { "rows", "reminders", "bytes", "digest" })
            Assert.Equal(there.GetProperty(field).ToString(), back.GetProperty(field).ToString());
    }

    [SkippableTheory]
    [InlineData("to-cluster")]
    [InlineData("to-single")]
    public async Task Continues_after_kill_9_and_starts_nothing_before(string direction)
    {
        RedisServer.SkipIfMissing();
        using var data = new TempFolder();
        string[] cluster = ["--cluster-id", direction];
        await LargeFile.Write(data.File("a"), Rows);
        if (direction == "to-single")
            await MoveProcess.Succeed("to-cluster", data.File("a"), redis, cluster);
        var folder = data.File(direction == "to-single" ? "b" : "a");

        await using (var move = await MoveProcess.Start("copy:", direction, folder, redis, [.. cluster, "--Move:BatchRows", "1"]))
            await move.Kill();
        await MustNotStart("--urls", "http://127.0.0.1:0", "--data", folder);
        await MustNotStart(["cluster", "--redis", redis.Address, "--silo-port", "0", "--gateway-port", "0", "--port", "0", .. cluster]);
        var result = await MoveProcess.Succeed(direction, folder, redis, cluster);

        Assert.Equal((Rows, 1), (Number(result, "rows"), Number(result, "reminders")));
        Assert.InRange(Number(result, "copied"), 1, Rows - 1);
    }

    [SkippableFact]
    public async Task Gives_up_an_unfinished_move()
    {
        RedisServer.SkipIfMissing();
        using var data = new TempFolder();
        string[] cluster = ["--cluster-id", "given-up"];
        await LargeFile.Write(data.Path, Rows);
        await using (var move = await MoveProcess.Start("copy:", "to-cluster", data.Path, redis, [.. cluster, "--Move:BatchRows", "1"]))
            await move.Kill();

        var (exitCode, output) = await MoveProcess.Run("to-cluster", data.Path, redis, [.. cluster, "--undo"]);

        Assert.True(exitCode == 0 && output.Contains("is removed", StringComparison.Ordinal), output);
        Assert.Equal(Rows, Number(await MoveProcess.Succeed("to-cluster", data.Path, redis, cluster), "copied"));
    }

    [SkippableFact]
    public async Task Refuses_while_a_server_or_a_silo_runs()
    {
        RedisServer.SkipIfMissing();
        using var data = new TempFolder();
        string[] cluster = ["--cluster-id", "running"];
        await using (await ServerProcess.Start(data.File("a")))
        {
            await MoveProcess.Refuse("in use by another server", "to-cluster", data.File("a"), redis, cluster);
            await MoveProcess.Refuse("in use by another server", "to-single", data.File("a"), redis, cluster);
        }

        await using var silos = await ClusterProcesses.Start(redis.Address, "running", silos: 1, apis: 0);
        await LargeFile.Write(data.File("b"), 1);
        await MoveProcess.Refuse("of this cluster runs. Stop all", "to-cluster", data.File("b"), redis, cluster);
        await MoveProcess.Refuse("of this cluster runs. Stop all", "to-single", data.File("c"), redis, cluster);
    }

    private static async Task MustNotStart(params string[] args)
    {
        var (exitCode, output) = await ServerProcess.Run(args);
        Assert.True(exitCode == 2 && output.Contains("Finish it with './run move", StringComparison.Ordinal), output);
    }

    private static long Number(JsonElement result, string name) => result.GetProperty(name).GetInt64();
}
