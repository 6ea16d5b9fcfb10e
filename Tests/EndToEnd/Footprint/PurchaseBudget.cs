using System.Globalization;
using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.Footprint;

/// <summary>What one purchase costs. Stored in <see cref="File"/>.</summary>
/// <param name="Calls">Grain calls by method.</param>
/// <param name="Activations">New activations by class.</param>
/// <param name="Rows">Rows written by state.</param>
/// <param name="Bytes">Allocated in memory, written to files, and state in the rows.</param>
/// <param name="Transactions">Storage transactions. Writes that happen to wait together share one, so this is a bound.</param>
internal sealed record PurchaseBudget(
    SortedDictionary<string, double> Calls,
    SortedDictionary<string, double> Activations,
    SortedDictionary<string, double> Rows,
    SortedDictionary<string, double> Bytes,
    SortedDictionary<string, double> Transactions)
{
    /// <summary>The budget in the repository.</summary>
    public const string File = "Tests/EndToEnd/Footprint/PurchaseBudget.json";

    // Some rows belong to timers: on a slow machine one to five purchases, on a fast one to fifty. A new name is seen even if it is rare.
    private const double CountTolerance = 0.25;
    private const double NewNameTolerance = 0.1;

    // The compiler and the state of the file make bytes vary. Group commit lets several writes share a transaction or not.
    private const double ByteTolerance = 0.1;

    // The fewer appends share the events of a purchase, the more is written. The budget is that of a slow machine.
    private const double FewerBytes = 0.3;
    private const double MostTransactions = 1.25;

    // Five aggregates have events. They share appends and rows of logs as it happens.
    private static readonly string[] Shared = ["IEventLogGrain.Append", "eventchunk"];
    private const double MaxShared = 5;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Divides what a probe measured by the number of purchases.</summary>
    /// <param name="lines">Kind, name and value, separated by tabs.</param>
    /// <param name="purchases">How many purchases were made meanwhile.</param>
    public static PurchaseBudget From(IEnumerable<string> lines, int purchases)
    {
        var measured = lines.Select(static line => line.Split('\t')).ToLookup(static parts => parts[0]);
        return new(
            Counts("calls"),
            Counts("activations"),
            Counts("rows"),
            Select("bytes", static value => Math.Round(value / 100) * 100),
            Select("transactions", static value => Math.Round(value, 1)));

        SortedDictionary<string, double> Counts(string kind) => Select(kind, RoundCount);

        SortedDictionary<string, double> Select(string kind, Func<double, double> round)
        {
            var values = measured[kind].ToDictionary(
                static parts => parts[1], parts => round(double.Parse(parts[2], CultureInfo.InvariantCulture) / purchases));
            return new(values.Where(static one => one.Value > 0).ToDictionary(), StringComparer.Ordinal);
        }
    }

    public static PurchaseBudget Parse(string json) => JsonSerializer.Deserialize<PurchaseBudget>(json, Json)!;

    public override string ToString() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>How a measured purchase differs from this budget, one line for each number; empty if it fits.</summary>
    public IReadOnlyList<string> Compare(PurchaseBudget measured) =>
    [
        .. Differences("calls", Calls, measured.Calls, AreEqual),
        .. Differences("activations", Activations, measured.Activations, AreEqual),
        .. Differences("rows", Rows, measured.Rows, AreEqual),
        .. Differences("bytes", Bytes, measured.Bytes, IsNear),
        .. Differences("transactions", Transactions, measured.Transactions, static (budget, now) => now <= budget * MostTransactions),
    ];

    // Nearly a whole number is one. What is left of a purchase belongs to timers.
    private static double RoundCount(double value) =>
        Math.Abs(value - Math.Round(value)) <= NewNameTolerance ? Math.Round(value) : Math.Round(value, 1);

    private static bool AreEqual(double budget, double now) =>
        Math.Abs(now - budget) <= (budget > 0 && now > 0 ? CountTolerance : NewNameTolerance);

    private static bool IsNear(double budget, double now) => now <= budget * (1 + ByteTolerance) && now >= budget * (1 - FewerBytes);

    private static IEnumerable<string> Differences(
        string kind, SortedDictionary<string, double> budget, SortedDictionary<string, double> measured, Func<double, double, bool> fits) =>
        from name in budget.Keys.Union(measured.Keys).Order(StringComparer.Ordinal)
        let was = budget.GetValueOrDefault(name)
        let now = measured.GetValueOrDefault(name)
        where Shared.Contains(name) ? now > MaxShared : !fits(was, now)
        select string.Create(
            CultureInfo.InvariantCulture, $"{kind,-12} {name,-40} {was,10:#,0.##} -> {now,10:#,0.##}  ({now - was:+#,0.##;-#,0.##})");
}
