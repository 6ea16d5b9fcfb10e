using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.Move;

/// <summary>The command <c>move</c> as a process of its own.</summary>
internal static class MoveProcess
{
    /// <summary>Moves between a data folder and a Redis; gives the exit code and all that it wrote.</summary>
    public static Task<(int ExitCode, string Output)> Run(string direction, string data, RedisServer redis, params string[] more) =>
        ServerProcess.Run(Arguments(direction, data, redis, more));

    /// <summary>Moves, asserts that it succeeds, and gives the JSON of its last line.</summary>
    public static async Task<JsonElement> Succeed(string direction, string data, RedisServer redis, params string[] more)
    {
        var (exitCode, output) = await Run(direction, data, redis, more);
        Assert.True(exitCode == 0, output);
        return JsonDocument.Parse(output.Split('\n').Single(static line => line.StartsWith('{'))).RootElement;
    }

    /// <summary>Moves, and asserts that it is refused for a reason.</summary>
    public static async Task Refuse(string reason, string direction, string data, RedisServer redis, params string[] more)
    {
        var (exitCode, output) = await Run(direction, data, redis, more);
        Assert.True(exitCode == 2 && output.Contains(reason, StringComparison.Ordinal), output);
    }

    /// <summary>Starts a move and does not wait for its end.</summary>
    public static Task<ChildProcess> Start(string readyMark, string direction, string data, RedisServer redis, params string[] more)
    {
        var command = ProcessCommand.Dotnet("move", Programs.Silo, Arguments(direction, data, redis, more));
        return ChildProcess.Start(command, readyMark, TimeSpan.FromMinutes(1), CancellationToken.None);
    }

    private static string[] Arguments(string direction, string data, RedisServer redis, string[] more) =>
        ["move", direction, "--data", data, "--redis", redis.Address, .. more];
}
