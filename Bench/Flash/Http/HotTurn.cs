using OrleansMicro.Bench.Load;

namespace OrleansMicro.Bench.Flash;

/// <summary>One turn.</summary>
/// <param name="Spread">Purchases per second with all buyers at the spread products.</param>
/// <param name="Hot">The same with all of them at the hot product.</param>
/// <param name="HotToSpread">The second to the first.</param>
/// <param name="OthersWhileHot">Purchases per second of half of the buyers at the spread products, to those of the same half without a hot product.
/// </param>
/// <param name="SpreadPurchase">Latency of a spread purchase.</param>
/// <param name="HotPurchase">Latency of a hot one.</param>
internal sealed record HotTurn(
    double Spread, double Hot, double HotToSpread, double OthersWhileHot, Latency SpreadPurchase, Latency HotPurchase)
{
    public static HotTurn From(HotRates spread, HotRates hot, HotRates mixed) => new(
        spread.All, hot.All, Ratio(hot.All, spread.All), Ratio(mixed.Even, spread.Even), spread.Purchase, hot.Purchase);

    private static double Ratio(double one, double other) => other == 0 ? 0 : Math.Round(one / other, 3);
}
