using System.Diagnostics;

namespace OrleansMicro.Bench.Yardstick;

/// <summary>The server's processes, children of this one. They end with it, also if it is killed.</summary>
internal sealed class YardstickProcesses : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);
    private readonly List<Process> _processes = [];

    public Uri Url { get; private set; } = null!;

    public IReadOnlyList<int> Pids => [.. _processes.Select(static process => process.Id)];

    /// <summary>Starts one process with API, silo and a SQLite file.</summary>
    public static async Task<YardstickProcesses> StartSingle(string folder, CancellationToken stop)
    {
        var servers = new YardstickProcesses();
        return await servers.Starting(async () => servers.Url = new Uri(await servers.Start(stop, "single", "--data", folder)));
    }

    /// <summary>Starts one process with a bare API. See <see cref="YardstickServer.RunBare"/>.</summary>
    public static async Task<YardstickProcesses> StartBare(Uri source, CancellationToken stop)
    {
        var servers = new YardstickProcesses();
        return await servers.Starting(async () => servers.Url = new Uri(await servers.Start(stop, "bare", "--source", source.AbsoluteUri)));
    }

    /// <summary>Starts silos and one API.</summary>
    public static async Task<YardstickProcesses> StartCluster(string redis, string cluster, int silos, CancellationToken stop)
    {
        var servers = new YardstickProcesses();
        return await servers.Starting(async () =>
        {
            for (var i = 0; i < silos; i++)
                await servers.Start(stop, "silo", "--redis", redis, "--cluster-id", cluster);
            servers.Url = new Uri(await servers.Start(stop, "api", "--redis", redis, "--cluster-id", cluster));
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private async Task<YardstickProcesses> Starting(Func<Task> start)
    {
        try
        {
            await start();
            return this;
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a process and gives the address that it prints when it is ready.</summary>
    private async Task<string> Start(CancellationToken stop, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(YardstickProcesses).Assembly.Location, "yardstick-server", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // The settings of the product's runtime: see run and Silo/runtimeconfig.template.json.
        start.Environment.TryAdd("DOTNET_GCgen0size", "4000000");
        start.Environment.TryAdd("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit", "0");
        var process = Process.Start(start)!;
        _processes.Add(process);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(stop);
        timeout.CancelAfter(StartTimeout);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            {
                if (line.StartsWith(YardstickServer.ReadyMark, StringComparison.Ordinal))
                    return line[YardstickServer.ReadyMark.Length..];
            }
        }
        catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException($"The yardstick's {arguments[0]} did not start within {StartTimeout.TotalSeconds} s.", late);
        }

        throw new IOException($"The yardstick's {arguments[0]} ended before it was ready.");
    }
}
