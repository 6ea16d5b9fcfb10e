using System.Globalization;

namespace OrleansMicro.Tools.LocalCluster;

/// <summary>Silos and APIs as processes of this machine.</summary>
internal sealed class ClusterNodes(ClusterPlan plan) : IAsyncDisposable
{
    private const string ReadyMark = "is ready.";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);
    private readonly List<ChildProcess> _silos = [];
    private readonly List<ChildProcess> _apis = [];
    private readonly Lock _gate = new();
    private int _lastSilo;
    private int _lastApi;

    public IReadOnlyList<ChildProcess> Silos => Copy(_silos);

    public IReadOnlyList<ChildProcess> Apis => Copy(_apis);

    /// <summary>Where the APIs are.</summary>
    public IReadOnlyList<Uri> Urls => [.. Apis.Select(UrlOf)];

    /// <summary>Where an API listens.</summary>
    public static Uri UrlOf(ChildProcess api) => new(api.Announcement.Split("API: ")[1].Split("/v1")[0]);

    /// <summary>Starts one silo more; arguments given here come after those of the plan.</summary>
    public async Task<ChildProcess> StartSilo(CancellationToken stop, params string[] more)
    {
        string[] args =
        [
            "cluster", "--redis", plan.Redis, "--cluster-id", plan.ClusterId,
            "--silo-port", FreePort(), "--gateway-port", FreePort(), "--port", "0",
            .. plan.SiloArguments, .. more,
        ];
        var silo = await Start($"silo {Interlocked.Increment(ref _lastSilo)}", Program("Silo") ?? Programs.Silo, args, stop);
        lock (_gate) _silos.Add(silo);
        return silo;
    }

    /// <summary>Starts one API more.</summary>
    /// <param name="port">Its port, 0 for any free one.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="grpcPort">Its port of gRPC, 0 for any free one; null: none.</param>
    public async Task<ChildProcess> StartApi(int port, CancellationToken stop, int? grpcPort = null)
    {
        string[] grpc = grpcPort is { } number ? ["--grpc-port", number.ToString(CultureInfo.InvariantCulture)] : [];
        string[] args =
        [
            "--redis", plan.Redis, "--cluster-id", plan.ClusterId, "--port", port.ToString(CultureInfo.InvariantCulture), .. grpc,
            .. plan.ApiArguments,
        ];
        var api = await Start($"api {Interlocked.Increment(ref _lastApi)}", Program("Api") ?? Programs.Api, args, stop);
        lock (_gate) _apis.Add(api);
        return api;
    }

    private string? Program(string name) => plan.Build is { } build ? Programs.In(build, name) : null;

    /// <summary><c>kill -9</c> of a silo or an API, which is then no part of the cluster any more.</summary>
    public async Task Kill(ChildProcess node)
    {
        Forget(node);
        await node.Kill();
    }

    /// <summary>SIGTERM to a silo or an API; gives its exit code.</summary>
    public async Task<int> Terminate(ChildProcess node)
    {
        var exitCode = await node.Terminate(StopTimeout);
        Forget(node);
        return exitCode;
    }

    /// <summary>Drops a process that ended unasked.</summary>
    public void Forget(ChildProcess node)
    {
        lock (_gate)
        {
            _silos.Remove(node);
            _apis.Remove(node);
        }
    }

    /// <summary>Stops the APIs, then the silos one after the other, so that nothing is lost; gives the exit codes that are not 0.</summary>
    public async Task<IReadOnlyList<string>> Stop()
    {
        var odd = new List<string>();
        await Task.WhenAll(Apis.Select(Down));
        foreach (var silo in Silos) await Down(silo);
        return odd;

        async Task Down(ChildProcess node)
        {
            var exitCode = await node.Terminate(StopTimeout);
            lock (odd)
            {
                Forget(node);
                if (exitCode != 0) odd.Add($"{node.Name} ended with exit code {exitCode}");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in (ChildProcess[])[.. Apis, .. Silos]) await node.DisposeAsync();
    }

    private ChildProcess[] Copy(List<ChildProcess> nodes)
    {
        lock (_gate) return [.. nodes];
    }

    private Task<ChildProcess> Start(string name, string assembly, string[] args, CancellationToken stop) =>
        ChildProcess.Start(
            ProcessCommand.Dotnet(name, assembly, args) with { LogFile = LogOf(name), Environment = plan.Environment },
            ReadyMark, StartTimeout, stop);

    private static string FreePort() => FreePorts.Next().ToString(CultureInfo.InvariantCulture);

    private string? LogOf(string name)
    {
        if (plan.Logs is null) return null;
        Directory.CreateDirectory(plan.Logs);
        return Path.Combine(plan.Logs, name.Replace(' ', '-') + ".log");
    }
}
