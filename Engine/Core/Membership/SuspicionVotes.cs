namespace Orleans.Runtime;

/// <summary>
/// Finds silos that hold their lease but that the others can't reach. One vote says nothing: the voter may be the one that is cut
/// off. More than half of the other active silos must agree.
/// </summary>
internal static class SuspicionVotes
{
    /// <summary>The active silos that most other active silos can't reach.</summary>
    public static List<SiloAddress> Condemned(IReadOnlyCollection<TableRow> rows)
    {
        var active = rows.Where(static row => row.Member.Status == SiloStatus.Active).ToList();
        return
        [
            .. active
                .Where(row => 2 * active.Count(voter => voter.Suspects.Contains(row.Member.Address) && voter != row) > active.Count - 1)
                .Select(static row => row.Member.Address),
        ];
    }
}
