using System.Globalization;
using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Tools.LocalCluster;

namespace OrleansMicro.Tools.Chaos;

/// <summary>A cluster with a Redis of its own in a folder of its own, clients with a load balancer, and a log of what is done to them.</summary>
internal sealed class ChaosWorld : IAsyncDisposable
{
    private const int ProbeConnections = 80;
    private const double OrdersEndWithinSeconds = 60;
    private const double AtOnceSeconds = 0.5;
    private static readonly TimeSpan RetryTimeout = TimeSpan.FromSeconds(120);
    private readonly string _folder = Directory.CreateTempSubdirectory("orleansmicro-chaos-").FullName;
    private readonly ServerRing _ring = new([new Uri("http://127.0.0.1:9")]);
    private readonly Progress _progress;
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly int _redisPort = FreePorts.Next();
    private ApiClient _probeApi = null!;
    private ReadinessWatch? _watch;

    private ChaosWorld(ChaosPlan plan, Progress progress)
    {
        (Plan, _progress) = (plan, progress);
        Api = new ApiClient(_ring, plan.Workers, new Retry(RetryTimeout), TimeProvider.System);
        Replays = new ReplayLoop(plan, Api, progress);
        Cluster = new ClusterNodes(new ClusterPlan
        {
            Redis = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_redisPort}"),
            ClusterId = "chaos",
            Logs = Path.Combine(_folder, "logs"),
            SiloArguments = plan.SiloArguments,
        });
    }

    public ChaosPlan Plan { get; }

    public ClusterNodes Cluster { get; }

    public ChildProcess Redis { get; private set; } = null!;

    /// <summary>The replay's client; its retries are what a user would have noticed.</summary>
    public ApiClient Api { get; }

    public ProbeGrains Probes { get; private set; } = null!;

    public ReplayLoop Replays { get; }

    public Mismatches Mismatches { get; } = new();

    public List<double> BackAfter { get; } = [];

    public List<string> Events { get; } = [];

    public int RedisPort => _redisPort;

    /// <summary>Starts everything and waits until it is ready.</summary>
    public static async Task<ChaosWorld> Start(ChaosPlan plan, Progress progress, CancellationToken stop, bool redisLast = false)
    {
        var world = new ChaosWorld(plan, progress);
        try
        {
            progress.Begin("start the cluster", plan.Silos + plan.Apis);
            if (!redisLast) await world.StartRedis(stop);
            var nodes = world.StartNodes(stop);
            if (redisLast)
            {
                await Task.Delay(TimeSpan.FromSeconds(5), stop);
                await world.StartRedis(stop);
            }

            await nodes;
            world.Watch();
            await world.Probes.SetUp(stop);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes down what happens, with the time since the start.</summary>
    public void Say(string what)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(_began).TotalSeconds:0.0} s: {what}");
        Events.Add(line);
        _progress.Note(line);
    }

    public async Task StartRedis(CancellationToken stop)
    {
        Redis = await RedisProcess.Start(_redisPort, Path.Combine(_folder, "redis"), stop);
        Say($"Redis runs, pid {Redis.Pid}");
    }

    public async Task<ChildProcess> StartSilo(CancellationToken stop, params string[] more)
    {
        var silo = await Cluster.StartSilo(stop, more);
        Say($"{silo.Name} runs, pid {silo.Pid}");
        return silo;
    }

    public ChildProcess AnySilo() => Cluster.Silos[Random.Shared.Next(Cluster.Silos.Count)];

    /// <summary>Measures how soon the grains answer, from now on.</summary>
    public async Task MeasureBackAfter(CancellationToken stop)
    {
        var seconds = await Probes.AnswerTimes(stop);
        BackAfter.AddRange(seconds);
        Say(string.Create(CultureInfo.InvariantCulture, $"the last of {seconds.Length} grains answered after {seconds.Max():0.0} s"));
    }

    /// <summary>Whether no grain took longer than that to answer again.</summary>
    public void CheckThatGrainsCameBack(TimeSpan within)
    {
        if (BackAfter.Max() > within.TotalSeconds)
            Mismatches.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"a grain answered only after {BackAfter.Max():0.0} s; at most {within.TotalSeconds:0} s are allowed"));
    }

    /// <summary>
    /// Whatever else is wrong, a client that is turned away learns when to come back, and that nothing is wrong with its request or the
    /// program.
    /// </summary>
    public void CheckAnswers()
    {
        Mismatches.Expect("answers 500", 0, Api.Statistics.ServerErrors + _probeApi.Statistics.ServerErrors);
        Mismatches.Expect(
            "answers 503 without Retry-After", 0, Api.Statistics.RefusalsWithoutRetryAfter + _probeApi.Statistics.RefusalsWithoutRetryAfter);
    }

    /// <summary>Whatever happened, an order is in its end state within a minute.</summary>
    public void CheckThatOrdersEnded()
    {
        var late = Replays.EndAfter.Count(static seconds => seconds > OrdersEndWithinSeconds);
        Mismatches.Expect("orders that took longer than a minute", 0, late);
    }

    /// <summary>The figures so far.</summary>
    public ChaosResult Result(string scenario)
    {
        var statistics = Api.Statistics;
        var mismatches = Mismatches.Count + Replays.Results.Sum(replay => replay.Mismatches);
        return new ChaosResult(
            scenario,
            mismatches == 0 && statistics.ServerErrors == 0 && Replays.Results.Count > 0,
            Math.Round(TimeProvider.System.GetElapsedTime(_began).TotalSeconds, 1),
            Replays.Results.Count,
            Replays.Results.Sum(replay => replay.Orders),
            Replays.Results.Sum(replay => replay.OrdersNotPaid),
            mismatches,
            statistics.Requests,
            statistics.Retries,
            statistics.Requests == 0 ? 0 : Math.Round(100.0 * statistics.Retries / statistics.Requests, 3),
            statistics.ServerErrors,
            statistics.Refusals,
            Spread.From(BackAfter),
            Spread.From([.. BackAfter.Where(static seconds => seconds > AtOnceSeconds)]),
            Spread.From(Replays.EndAfter),
            Events);
    }

    /// <summary>Keeps the folder, with the logs in it, when the scenario failed.</summary>
    public bool KeepLogs { get; set; }

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null) await _watch.DisposeAsync();
        await Cluster.DisposeAsync();
        if (Redis is not null) await Redis.DisposeAsync();
        Api.Dispose();
        _probeApi?.Dispose();
        if (KeepLogs) _progress.Note($"The logs are in {Path.Combine(_folder, "logs")}.");
        else Directory.Delete(_folder, recursive: true);
    }

    private async Task StartNodes(CancellationToken stop)
    {
        for (var i = 0; i < Plan.Silos; i++)
        {
            await StartSilo(stop);
            _progress.Advance();
        }

        for (var i = 0; i < Plan.Apis; i++)
        {
            await Cluster.StartApi(FreePorts.Next(), stop);
            _progress.Advance();
        }
    }

    private void Watch()
    {
        _ring.Replace([.. Cluster.Urls]);
        _watch = new ReadinessWatch(Cluster, _ring);
        _probeApi = new ApiClient(_ring, ProbeConnections, new Retry(RetryTimeout), TimeProvider.System);
        Probes = new ProbeGrains(_probeApi);
    }
}
