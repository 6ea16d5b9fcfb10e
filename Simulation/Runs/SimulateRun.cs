using System.Globalization;
using OrleansMicro.Simulation.Mutations;

namespace OrleansMicro.Simulation.Runs;

/// <summary>Runs many seeds, some of them at the same time.</summary>
internal sealed class SimulateRun(SimulateOptions options, Progress progress)
{
    // More failures would show little that is new.
    private const int MaxFailures = 10;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, SeedResult> _results = [];
    private readonly List<FailedSeed> _failed = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private int _begun;

    /// <summary>Runs until all seeds are done, the time is over, or enough seeds have failed; with a planted bug, until it is found.</summary>
    public async Task<SimulateResult> Run(CancellationToken stop)
    {
        progress.Begin(options.Bug is null ? "seeds" : $"seeds with {options.Bug}", options.Count);
        await Task.WhenAll(Enumerable.Range(0, Math.Min(options.Workers, options.Count)).Select(_ => SeedThread.Run(() => Work(stop))));
        progress.End();
        return Result();
    }

    private TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(_started);

    private int MostFailures => options.Bug is null ? MaxFailures : 1;

    private bool Work(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && (options.Limit is not { } limit || Elapsed < limit))
        {
            lock (_lock)
            {
                if (_failed.Count >= MostFailures)
                    return false;
            }

            var index = Interlocked.Increment(ref _begun) - 1;
            if (index >= options.Count)
                return true;
            RunOne(options.First + index);
            progress.Advance();
        }

        return false;
    }

    private void RunOne(long seed)
    {
        using var trace = options.Trace?.CreateText();
        var result = SeedRun.Execute(seed, options.Until, NewBug(), trace is null ? null : trace.WriteLine);
        FailedSeed? failed = null;
        if (result.Broken.Count > 0)
        {
            if (options.Bug is null)
                progress.Note($"seed {seed} broke {result.Broken[0]}; searching the shortest time of faults");
            var shortest = options.Until is null && options.Bug is null ? ShortestPrefix.Find(result, NewBug) : result;
            failed = Describe(shortest);
        }

        lock (_lock)
        {
            _results.Add(seed, result);
            if (failed is not null)
                _failed.Add(failed);
        }

        if (failed is not null && options.Bug is null)
            Explain(failed);
    }

    private PlantedBug? NewBug() => options.Bug is { } name ? PlantedBugs.All[name].Make() : null;

    private FailedSeed Describe(SeedResult result)
    {
        var until = (long)Math.Ceiling(result.Trouble.TotalMilliseconds);
        var bug = options.Bug is null ? "" : $" --mutation {options.Bug}";
        return new FailedSeed(result.Seed, until, result.Broken, string.Create(
            CultureInfo.InvariantCulture,
            $"dotnet run -c Release --project Simulation -- --seed {result.Seed} --until {until}{bug} --trace trace.txt"));
    }

    private void Explain(FailedSeed failed)
    {
        progress.Note($"seed {failed.Seed}, with {failed.UntilMilliseconds} ms of faults:");
        foreach (var how in failed.Broken)
            progress.Note($"  {how}");
        progress.Note($"  repeat: {failed.Replay}");
    }

    private SimulateResult Result()
    {
        var faults = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in FaultNames.All)
            faults[name] = _results.Values.Sum(result => result.Faults.GetValueOrDefault(name));
        var missing = faults.Where(static fault => fault.Value == 0).Select(static fault => fault.Key).ToList();
        var hash = new SimTrace();
        foreach (var result in _results.Values)
            hash.Add(result.Hash);
        var (seconds, hours) = (Elapsed.TotalSeconds, _results.Values.Sum(static result => result.Simulated.TotalHours));
        var isEnough = _results.Count < 200 || missing.Count == 0;
        return new SimulateResult(
            options.Bug is null ? _failed.Count == 0 && isEnough : _failed.Count > 0,
            options.Bug,
            options.First,
            _results.Count,
            [.. _failed.OrderBy(static failed => failed.Seed)],
            hash.Hash,
            Math.Round(seconds, 1),
            Math.Round(_results.Count / seconds, 2),
            Math.Round(hours, 2),
            Math.Round(hours / seconds, 3),
            _results.Values.Sum(static result => result.Steps),
            _results.Values.Sum(static result => (long)result.Orders),
            faults,
            missing);
    }
}
