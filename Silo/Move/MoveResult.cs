using System.Globalization;
using System.Text.Json.Serialization;

namespace OrleansMicro.Silo.Move;

/// <summary>How a move ended; the last line of the command.</summary>
/// <param name="Move">Which direction.</param>
/// <param name="From">The source.</param>
/// <param name="To">The target.</param>
/// <param name="Rows">States at the target.</param>
/// <param name="Reminders">Reminders at the target.</param>
/// <param name="Bytes">Of all states at the target.</param>
/// <param name="Digest">Of the target: the sum of all rows' XxHash128.</param>
/// <param name="Copied">States that this run has written; fewer than <paramref name="Rows"/> if it continued an earlier one.</param>
/// <param name="Mismatches">Rows that are not the same at both places.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record MoveResult(
    string Move, string From, string To, long Rows, long Reminders, long Bytes, string Digest, long Copied, long Mismatches, double Seconds)
{
    /// <summary>Whether all rows are the same at both places, and the source is closed.</summary>
    [JsonIgnore]
    public bool IsMoved => Mismatches == 0;

    /// <summary>Counts and digests for people, and the first mismatches.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Lines { get; init; } = [];

    public static MoveResult Create(MovePlan plan, MoveMark mark, ShopComparison comparison, long copied, TimeSpan time)
    {
        var (source, target) = plan.ToCluster ? (comparison.Folder, comparison.Redis) : (comparison.Redis, comparison.Folder);
        var total = target.Total;
        return new MoveResult(
            plan.ToCluster ? MoveArguments.ToCluster : MoveArguments.ToSingle, mark.From, mark.To,
            total.Rows - target.Reminders.Rows, target.Reminders.Rows, total.Bytes,
            Text(total.Digest), copied, comparison.Mismatches, Math.Round(time.TotalSeconds, 1))
        {
            Lines = [.. Table(source, target), .. comparison.Examples.Select(static mismatch => $"mismatch: {mismatch}")],
        };
    }

    private static IEnumerable<string> Table(ShopTally source, ShopTally target)
    {
        yield return Line("grain type", "state", "source rows", "target rows", "target bytes", "digest");
        foreach (var group in source.Groups.Union(target.Groups).OrderBy(static group => (group.GrainType, group.State)))
            yield return Line(group.GrainType, group.State, source[group], target[group]);
        yield return Line("all", "", source.Total, target.Total);
    }

    private static string Line(string type, string state, TallySum source, TallySum target) => Line(
        type, state, Number(source.Rows), Number(target.Rows), Number(target.Bytes),
        source == target ? $"{Text(target.Digest)} equal" : $"{Text(source.Digest)} DIFFERS FROM {Text(target.Digest)}");

    private static string Line(string type, string state, string source, string target, string bytes, string digest) =>
        string.Create(CultureInfo.InvariantCulture, $"{type,-20} {state,-12} {source,12} {target,12} {bytes,14}  {digest}");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(UInt128 digest) => digest.ToString("x32", CultureInfo.InvariantCulture);
}
