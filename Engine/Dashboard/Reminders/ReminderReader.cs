using System.Globalization;
using Orleans.Dashboard.Model;

namespace Orleans.Dashboard;

/// <summary>
/// Reads reminders in pages, in the order of their grains' hashes. It asks the table for a small part of the ring and for more only while
/// that brings too little, so that a table of a million reminders is never read as a whole.
/// </summary>
internal sealed class ReminderReader(IReminderTable table, TimeProvider time)
{
    /// <summary>Rows of a page; more if many belong to the last grain.</summary>
    public const int PageSize = 50;

    private const ulong RingSize = 1UL << 32;
    private const ulong FirstStep = RingSize / 256;

    /// <summary>The page after a cursor, or the first. A cursor that is none gives the first too.</summary>
    public async Task<ReminderPage> Read(string? after)
    {
        // Positions are one above the hash, so that 0 is before all of them.
        var position = uint.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? cursor + 1UL : 0UL;
        List<ReminderEntry> found = [];
        for (var step = FirstStep; position < RingSize && found.Count <= PageSize; step *= 2)
        {
            var next = Math.Min(position + step, RingSize);
            found.AddRange(await ReadRange(position, next));
            position = next;
        }

        ReminderEntry[] sorted = [.. found
            .OrderBy(static row => row.GrainId.GetUniformHashCode())
            .ThenBy(static row => row.ReminderName, StringComparer.Ordinal)];
        if (sorted.Length <= PageSize)
            return new ReminderPage([.. sorted.Select(Describe)], null);
        var last = sorted[PageSize - 1].GrainId.GetUniformHashCode();
        ReminderEntry[] page = [.. sorted.TakeWhile(row => row.GrainId.GetUniformHashCode() <= last)];
        var isEnd = page.Length == sorted.Length && position >= RingSize;
        return new ReminderPage([.. page.Select(Describe)], isEnd ? null : last.ToString(CultureInfo.InvariantCulture));
    }

    // The table takes a range as "above, up to"; what is above the highest hash begins again at 0.
    private async Task<IEnumerable<ReminderEntry>> ReadRange(ulong from, ulong to)
    {
        var begin = (uint)(from - 1);
        var end = (uint)(to - 1);
        var rows = (await table.ReadRows(begin, end)).Reminders;
        return rows.Where(row => row.GrainId.GetUniformHashCode() >= from && row.GrainId.GetUniformHashCode() < to);
    }

    private ReminderData Describe(ReminderEntry row)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var period = Math.Max(row.Period.Ticks, 1);
        var ticks = now <= row.StartAt ? 0 : ((now - row.StartAt).Ticks / period) + 1;
        return new ReminderData(
            row.GrainId.Type.ToString() ?? "", row.GrainId.Key.ToString() ?? "", row.ReminderName, row.StartAt, row.Period.TotalSeconds, row.StartAt.AddTicks(ticks * period));
    }
}
