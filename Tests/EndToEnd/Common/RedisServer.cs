using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OrleansMicro.Tools.LocalCluster;

namespace OrleansMicro.Tests.EndToEnd.Common;

/// <summary>
/// A redis-server of one test, append-only, on a free port and in a folder of its own. Where none is installed it is installed first;
/// if that fails, the test fails.
/// </summary>
public sealed class RedisServer : IAsyncLifetime, IAsyncDisposable
{
    private const string Program = "redis-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("orleansmicro-redis-").FullName;
    private Process? _process;

    /// <summary>The port, the same over restarts.</summary>
    public int Port { get; } = FreePorts.Next();

    /// <summary>What clients connect with. They neither give up when it is away nor run commands that flush it by mistake.</summary>
    public string ConnectionString => $"127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)},abortConnect=false";

    /// <summary>Starts it and waits until it answers.</summary>
    public Task Start() => Start(appendOnly: true);

    /// <summary>Starts it with the data of a dump, as an administrator does who restores a backup.</summary>
    public async Task Start(Stream dump)
    {
        await using (var file = File.Create(Path.Combine(_folder, "dump.rdb")))
            await dump.CopyToAsync(file);
        await Start(appendOnly: false);
        Assert.Equal("+OK", await Command("CONFIG", "SET", "appendonly", "yes"));
    }

    private async Task Start(bool appendOnly)
    {
        await DebianPackage.Install(IsInstalled, Program);
        _process = Process.Start(new ProcessStartInfo(Program,
        [
            "--port", Port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", _folder,
            "--appendonly", appendOnly ? "yes" : "no", "--appendfsync", "everysec", "--save", "", "--daemonize", "no", "--logfile", "redis.log",
        ]))!;
        var watch = Stopwatch.StartNew();
        while (!await Answers())
        {
            Assert.True(!_process.HasExited && watch.Elapsed < Patience, $"{Program} does not answer on port {Port}: see {_folder}/redis.log");
            await Task.Delay(20);
        }
    }

    /// <summary>Stops it in order, as an administrator would.</summary>
    public async Task Stop()
    {
        await Signal("TERM");
        await _process!.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Stops it in order and starts it again with its data.</summary>
    public async Task Restart(TimeSpan pause = default)
    {
        await Stop();
        await Task.Delay(pause);
        await Start();
    }

    /// <summary>Freezes it: connections stay, and nothing is answered.</summary>
    public Task Freeze() => Signal("STOP");

    /// <summary>Lets it go on after <see cref="Freeze"/>.</summary>
    public Task Thaw() => Signal("CONT");

    /// <summary>Sends one command of words without blanks, and gives the first line of the answer.</summary>
    public async Task<string> Command(params string[] words)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(string.Join(' ', words) + "\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync().WaitAsync(Patience) ?? "";
    }

    Task IAsyncLifetime.InitializeAsync() => Start();

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static bool IsInstalled() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(static folder => File.Exists(Path.Combine(folder, Program)));

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments))!;
        await process.WaitForExitAsync();
    }

    private Task Signal(string name) => Run("kill", $"-{name}", _process!.Id.ToString(CultureInfo.InvariantCulture));

    private async Task<bool> Answers()
    {
        try
        {
            return (await Command("PING")).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }
}
