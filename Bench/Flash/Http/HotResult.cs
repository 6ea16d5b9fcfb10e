using OrleansMicro.Bench.Common;

namespace OrleansMicro.Bench.Flash;

/// <summary>The final line of <c>flash http</c>.</summary>
/// <param name="Workers">Buyers at once, each with a connection of its own.</param>
/// <param name="Spread">Purchases per second over the spread products; median of the turns, as the next three.</param>
/// <param name="Hot">Purchases per second of the hot product.</param>
/// <param name="HotToSpread">See <see cref="HotTurn"/>. The goal is at least 0.8.</param>
/// <param name="OthersWhileHot">See <see cref="HotTurn"/>. The goal is at least 0.8.</param>
/// <param name="Sold">Units sold, as the shop tells at the end.</param>
/// <param name="Errors">Requests that failed, by kind.</param>
/// <param name="Turns">The turns.</param>
internal sealed record HotResult(
    int Workers,
    double Spread,
    double Hot,
    double HotToSpread,
    double OthersWhileHot,
    long Sold,
    IReadOnlyDictionary<string, long> Errors,
    IReadOnlyList<HotTurn> Turns)
{
    public static HotResult From(IReadOnlyList<HotTurn> turns, int workers, long sold, IReadOnlyDictionary<string, long> errors) => new(
        workers,
        Median.From(turns.Select(turn => turn.Spread)),
        Median.From(turns.Select(turn => turn.Hot)),
        Median.From(turns.Select(turn => turn.HotToSpread)),
        Median.From(turns.Select(turn => turn.OthersWhileHot)),
        sold,
        errors,
        turns);
}
