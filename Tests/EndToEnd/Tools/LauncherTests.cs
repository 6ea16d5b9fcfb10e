using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.EndToEnd.Tools;

/// <summary>The cluster that <c>./run --silos N --apis M</c> starts.</summary>
[Collection(ProcessTests.Name)]
public sealed partial class LauncherTests
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan GoneWithin = TimeSpan.FromSeconds(10);

    [SkippableFact]
    public async Task Takes_every_process_with_it_when_it_is_killed()
    {
        RedisServer.SkipIfMissing();
        using var data = new TempFolder();
        await using var launcher = await Start(data);
        var pids = Numbers(Pid(), launcher.Output);
        var ports = Numbers(Port(), launcher.Output);
        Assert.Equal(4, pids.Length);
        Assert.All(pids, static pid => Assert.True(IsRunning(pid)));
        Assert.All(ports, static port => Assert.True(Listens(port)));
        Assert.Contains("gRPC: http://127.0.0.1:", launcher.Output, StringComparison.Ordinal);

        await launcher.Kill();

        var watch = Stopwatch.StartNew();
        await Eventually.Holds(() => !pids.Any(IsRunning) && !ports.Any(Listens), "all processes of the cluster are gone");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, GoneWithin);
    }

    /// <summary>Two Redis that append to one file, and two clusters in one membership table, would destroy the shop.</summary>
    [SkippableFact]
    public async Task Refuses_a_folder_that_a_server_uses()
    {
        using var data = new TempFolder();
        await using var server = await ServerProcess.Start(data.Path);

        var (exitCode, output) = await ChildProcess.Run(Command(data.Path), StartTimeout);

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"The data folder {data.Path} is in use by another cluster or server.", output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_number_of_silos_that_is_none_is_named()
    {
        var (exitCode, output) = await ChildProcess.Run(
            ProcessCommand.Dotnet("launcher", Programs.Tools, "cluster", "--silos", "two"), StartTimeout);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("--silos must be a whole number from 1 to ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static Task<ChildProcess> Start(TempFolder data) =>
        ChildProcess.Start(Command(data.Path), "cluster is ready.", StartTimeout, CancellationToken.None);

    private static ProcessCommand Command(string data) =>
        ProcessCommand.Dotnet(
            "launcher", Programs.Tools, "cluster", "--silos", "2", "--apis", "1", "--port", "0", "--grpc-port", "0", "--data", data);

    private static int[] Numbers(Regex pattern, string text) =>
        [.. pattern.Matches(text).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct()];

    // A process that has ended stays as a zombie until its parent has asked for its exit code.
    private static bool IsRunning(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/stat").Split(')')[^1].TrimStart()[0] != 'Z';
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"pid (\d+)")]
    private static partial Regex Pid();

    [GeneratedRegex(@"127\.0\.0\.1:(\d+)")]
    private static partial Regex Port();
}
