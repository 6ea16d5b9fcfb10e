using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Reads;

/// <summary>The final line of <c>reads</c>.</summary>
/// <param name="Connections">Connections at once.</param>
/// <param name="Product">Reads of a product per second; median of the turns, as the next five.</param>
/// <param name="Bare">Those of the bare API.</param>
/// <param name="Ratio">The first to the second. The goal is at least 0.9.</param>
/// <param name="ProductCpuUs">CPU time of the server per read, in microseconds.</param>
/// <param name="BareCpuUs">That of the bare API.</param>
/// <param name="CpuRatio">The first to the second. The goal is at most 1.5.</param>
/// <param name="Failed">Turns with a request that failed.</param>
/// <param name="Turns">The turns.</param>
internal sealed record ReadsResult(
    int Connections,
    double Product,
    double Bare,
    double Ratio,
    double ProductCpuUs,
    double BareCpuUs,
    double CpuRatio,
    int Failed,
    IReadOnlyList<ReadsTurn> Turns)
{
    public static ReadsResult From(int connections, IReadOnlyList<ReadsTurn> turns) => new(
        connections,
        Median.From(turns.Select(turn => turn.Product.PerSecond)),
        Median.From(turns.Select(turn => turn.Bare.PerSecond)),
        Median.From(turns.Select(turn => turn.Ratio)),
        Median.From(turns.Select(turn => turn.Product.CpuUs)),
        Median.From(turns.Select(turn => turn.Bare.CpuUs)),
        Median.From(turns.Select(turn => turn.CpuRatio)),
        turns.Count(turn => turn.Product.Failed || turn.Bare.Failed),
        turns);
}

/// <summary>One turn.</summary>
/// <param name="Product">Reads of a product.</param>
/// <param name="Bare">Reads of the bare API.</param>
internal sealed record ReadsTurn(ReadRate Product, ReadRate Bare)
{
    /// <summary>Reads per second of the first to the second.</summary>
    public double Ratio => Math.Round(Product.PerSecond / Bare.PerSecond, 3);

    /// <summary>CPU time per read of the first to the second.</summary>
    public double CpuRatio => Math.Round(Product.CpuUs / Bare.CpuUs, 3);
}

/// <summary>What one server reached.</summary>
/// <param name="PerSecond">Reads per second.</param>
/// <param name="CpuUs">CPU time of the server per read, in microseconds.</param>
/// <param name="Failed">Whether a read failed.</param>
internal sealed record ReadRate(double PerSecond, double CpuUs, bool Failed)
{
    public static ReadRate From(WrkCount count, TimeSpan cpu) =>
        new(Math.Round(count.PerSecond), Math.Round(cpu.TotalMicroseconds / Math.Max(1, count.Requests), 1), count.Failed);
}
