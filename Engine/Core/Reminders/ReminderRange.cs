using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>The part of the hash ring whose reminders a silo serves: above <paramref name="Begin"/>, at most <paramref name="End"/>.</summary>
internal readonly record struct ReminderRange(uint Begin, uint End)
{
    /// <summary>The whole ring.</summary>
    public static ReminderRange Full => new(0, 0);

    /// <summary>The part of the ring that falls to number <paramref name="index"/> of <paramref name="count"/> silos.</summary>
    public static ReminderRange Of(int index, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (count == 1)
            return Full;
        var begin = (uint)(((ulong)index << 32) / (ulong)count);
        var end = (uint)(((ulong)(index + 1) << 32) / (ulong)count);
        return new(begin, end);
    }

    /// <summary>Whether the range holds the grain.</summary>
    public bool Contains(GrainId grainId) => Contains(Begin, End, grainId);

    /// <summary>Whether the range from <paramref name="begin"/> to <paramref name="end"/> holds the grain.</summary>
    public static bool Contains(uint begin, uint end, GrainId grainId)
    {
        var hash = grainId.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    }
}
