using System.Globalization;
using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Replay;

namespace OrleansMicro.Tools.Chaos;

/// <summary>Replays real orders one run after the other for as long as there is trouble, and reconciles each.</summary>
internal sealed class ReplayLoop(ChaosPlan plan, ApiClient api, Progress progress)
{
    private static readonly TimeSpan RetryTimeout = TimeSpan.FromSeconds(120);
    private readonly IReadOnlyList<RetailLine> _lines = RetailFile.Read(plan.File.FullName);
    private readonly string _name = RunName.New("x");
    private int _last;

    public List<ReplayResult> Results { get; } = [];

    /// <summary>Seconds from checkout to end state, of all orders.</summary>
    public List<double> EndAfter { get; } = [];

    /// <summary>At least one replay; more while the trouble has not ended.</summary>
    public async Task During(Task trouble, CancellationToken stop)
    {
        do await Replay(++_last, stop);
        while (!trouble.IsCompleted);
        await trouble;
    }

    /// <summary>The last replay once more: it finds everything done, and counts it again.</summary>
    public Task CountAgain(CancellationToken stop) => Replay(_last, stop);

    private async Task Replay(int number, CancellationToken stop)
    {
        var run = string.Create(CultureInfo.InvariantCulture, $"{_name}{number}");
        var replay = new ReplayRun(run, plan.Workers, RetryTimeout);
        Results.Add(await replay.Replay(ReplayPlanner.Plan(_lines, run, plan.Invoices), api, progress, stop));
        EndAfter.AddRange(replay.EndAfter);
    }
}
