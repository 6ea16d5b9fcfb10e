using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansMicro.Tests.EndToEnd.Common;

/// <summary>
/// A Redis of one test class, on a port and in a folder of its own, which stay the same over restarts. Nothing is installed here (<c>.ci/run</c> does
/// that): a test that asks where it is, is skipped if there is no redis-server.
/// </summary>
public sealed class RedisServer : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly TempFolder _folder = new();
    private readonly int _port = FreePorts.Next();
    private ChildProcess? _process;

    /// <summary>Where clients find it.</summary>
    public string Address
    {
        get
        {
            SkipIfMissing();
            return string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");
        }
    }

    /// <summary>What clients of StackExchange.Redis connect with. They do not give up while it is away.</summary>
    public string ConnectionString => $"{Address},abortConnect=false";

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task Start() => _process = await RedisProcess.Start(_port, _folder.Path, CancellationToken.None);

    /// <summary>Starts it with the data of a dump, as an administrator does who restores a backup.</summary>
    public async Task Start(Stream dump)
    {
        await using (var file = File.Create(_folder.File("dump.rdb")))
            await dump.CopyToAsync(file);
        _process = await RedisProcess.Start(_port, _folder.Path, CancellationToken.None, appendOnly: false);
        Assert.Equal("+OK", await Command("CONFIG", "SET", "appendonly", "yes"));
    }

    /// <summary>Stops it in order, as an administrator would.</summary>
    public Task Stop() => _process!.Terminate(AnswerTimeout);

    /// <summary>Sends one command of words without blanks, and gives the first line of the answer.</summary>
    public async Task<string> Command(params string[] words)
    {
        SkipIfMissing();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join(' ', words) + "\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync().WaitAsync(AnswerTimeout) ?? "";
    }

    /// <summary>Whether this machine has a redis-server.</summary>
    public static bool IsInstalled => RedisProcess.Find() is not null;

    /// <summary>Skips the running test where there is no redis-server.</summary>
    public static void SkipIfMissing() => Skip.IfNot(IsInstalled, "There is no redis-server: apt-get install redis-server.");

    async Task IAsyncLifetime.InitializeAsync()
    {
        if (IsInstalled)
            await Start();
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}
