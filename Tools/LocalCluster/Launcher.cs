using System.Globalization;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Tools.LocalCluster;

/// <summary>
/// A cluster on this machine for as long as its user wants it: Redis if none is given, silos, APIs. Restarts what ends unasked, as a container
/// runtime does.
/// </summary>
internal sealed class Launcher(LaunchPlan plan, Progress progress) : IAsyncDisposable
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(3);
    private readonly Dictionary<ChildProcess, int> _numbers = [];
    private FolderLock? _lock;
    private ChildProcess? _redis;
    private string _address = "";
    private ClusterNodes? _cluster;

    /// <summary>Runs until it is cancelled; gives the exit code.</summary>
    public async Task<int> Run(CancellationToken stop)
    {
        try
        {
            await Start(stop);
            Announce();
            while (!stop.IsCancellationRequested) await Tend(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            progress.Note("Stopping.");
        }

        return await Stop();
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null) await _cluster.DisposeAsync();
        if (_redis is not null) await _redis.DisposeAsync();
        _lock?.Dispose();
    }

    private async Task Start(CancellationToken stop)
    {
        _lock = new FolderLock(plan.Data);
        progress.Begin("start", plan.Silos + plan.Apis + 1);
        var redis = plan.Redis;
        if (redis is null)
        {
            var port = FreePorts.Next();
            _redis = await RedisProcess.Start(port, Path.Combine(plan.Data, "redis"), stop);
            redis = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
        }
        else
        {
            progress.Note($"The cluster uses the Redis at {redis}, and waits for it if it does not answer.");
        }

        _address = redis;

        progress.Advance();
        _cluster = new ClusterNodes(new ClusterPlan
        {
            Redis = redis,
            ClusterId = plan.ClusterId,
            Build = plan.Build,
            Logs = Path.Combine(plan.Data, "logs"),
            SiloArguments = plan.SiloArguments,
            ApiArguments = plan.ApiArguments,
        });

        // One first, so that the others find a cluster; then all at once.
        await StartSilo(stop);
        await Task.WhenAll(Enumerable.Range(1, plan.Silos - 1).Select(_ => StartSilo(stop)));
        await Task.WhenAll(Enumerable.Range(0, plan.Apis).Select(i => StartApi(i, stop)));
    }

    private async Task StartSilo(CancellationToken stop)
    {
        await _cluster!.StartSilo(stop);
        progress.Advance();
    }

    private async Task StartApi(int number, CancellationToken stop)
    {
        await StartNumberedApi(number, stop);
        progress.Advance();
    }

    private async Task<ChildProcess> StartNumberedApi(int number, CancellationToken stop)
    {
        var api = await _cluster!.StartApi(PortOf(plan.Port), stop, plan.GrpcPort is { } first ? PortOf(first) : null);
        lock (_numbers) _numbers[api] = number;
        return api;

        int PortOf(int firstPort) => firstPort == 0 ? 0 : firstPort + number;
    }

    private void Announce()
    {
        progress.End();
        if (_redis is not null) progress.Note($"redis: {_address}, pid {_redis.Pid}, data in {Path.Combine(plan.Data, "redis")}");
        foreach (var silo in _cluster!.Silos) progress.Note($"{silo.Name}, pid {silo.Pid}: {silo.Announcement}");
        foreach (var api in _cluster.Apis) progress.Note($"{api.Name}, pid {api.Pid}: {api.Announcement}");
        if (_redis is not null && File.Exists(Path.Combine(plan.Data, "marketplace.db")))
        {
            progress.Note(
                $"{plan.Data} also has the shop of a single server, marketplace.db. This cluster does not have its data. "
                + "To move it, see './run move --help': it needs a Redis that runs without the cluster, which --redis names then.");
        }

        progress.Note($"dashboard, for the operator on this machine: {DashboardOf(_cluster.Silos[0].Announcement)}");
        Console.Out.WriteLine($"OrleansMicro cluster is ready. APIs: {string.Join(',', _cluster.Urls.Select(url => url.AbsoluteUri.TrimEnd('/')))}");
        Console.Out.Flush();
    }

    // A silo announces where its health is; the dashboard is at the same port.
    private static Uri DashboardOf(string announcement) =>
        new(new Uri(announcement[announcement.IndexOf("http", StringComparison.Ordinal)..]), "/dashboard");

    /// <summary>Waits for a process that ends unasked, says so, and starts another one in its place.</summary>
    private async Task Tend(CancellationToken stop)
    {
        ChildProcess[] nodes = [.. _cluster!.Silos, .. _cluster.Apis, .. _redis is null ? (ChildProcess[])[] : [_redis]];
        await Task.WhenAny(nodes.Select(node => node.Exited)).WaitAsync(stop);
        foreach (var node in nodes.Where(node => node.HasExited))
        {
            progress.Note($"{node.Name} ended with exit code {node.ExitCode}; its last lines:\n{node.Output}");
            if (node == _redis) throw new IOException("Redis is gone, so the cluster cannot go on.");
            var silo = _cluster.Silos.Contains(node);
            _cluster.Forget(node);
            await Task.Delay(RestartPause, stop);
            var again = silo ? await _cluster.StartSilo(stop) : await StartNumberedApi(_numbers.GetValueOrDefault(node), stop);
            progress.Note($"{again.Name}, pid {again.Pid}: {again.Announcement}");
        }
    }

    private async Task<int> Stop()
    {
        var odd = _cluster is null ? [] : await _cluster.Stop();
        if (_redis is not null) await _redis.Terminate(StopTimeout);
        foreach (var line in odd) progress.Note(line);
        progress.Note("All stopped.");
        return odd.Count == 0 ? 0 : 1;
    }
}

/// <summary>What to launch.</summary>
/// <param name="Silos">How many silos, at least 1.</param>
/// <param name="Apis">How many APIs, at least 1.</param>
/// <param name="Port">The port of the first API; the others have those after it. 0: any free ones.</param>
/// <param name="GrpcPort">The same for gRPC; null: none.</param>
/// <param name="Redis">A running Redis, <c>host:port</c>; null: one of our own.</param>
/// <param name="Data">The folder of logs and of our own Redis.</param>
/// <param name="ClusterId">The cluster's id.</param>
/// <param name="Build">See <see cref="ClusterPlan.Build"/>.</param>
/// <param name="SiloArguments">Further arguments of each silo.</param>
/// <param name="ApiArguments">Further arguments of each API.</param>
internal sealed record LaunchPlan(
    int Silos, int Apis, int Port, int? GrpcPort, string? Redis, string Data, string ClusterId, DirectoryInfo? Build,
    IReadOnlyList<string> SiloArguments, IReadOnlyList<string> ApiArguments);
