using System.Collections.Immutable;

namespace OrleansMicro.Events;

/// <summary>The rules of an event log: which events it keeps.</summary>
public static class EventLogRules
{
    private static readonly ImmutableSortedDictionary<string, long> None = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>See <see cref="IEventLogGrain.Hold"/>. A late call takes no later position back.</summary>
    public static EventLogState Hold(EventLogState state, string sink, long position)
    {
        var holds = state.Holds ?? None;
        return holds.TryGetValue(sink, out var known) && known >= position ? state : state with { Holds = holds.SetItem(sink, position) };
    }

    /// <summary>Keeps chunks from a number on, and those that a sink still needs. Whether that drops any.</summary>
    public static (EventLogState State, bool Drops) Advance(EventLogState state, long oldest)
    {
        foreach (var position in state.Holds?.Values ?? [])
            oldest = Math.Min(oldest, EventChunk.Split(position).Chunk);
        return oldest > state.Oldest ? (state with { Oldest = oldest }, true) : (state, false);
    }

    /// <summary>Whether a full chunk may be deleted: its events are too old or too many, and every sink has delivered them.</summary>
    /// <param name="state">The log.</param>
    /// <param name="number">The number of the chunk.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="end">How many events the log has ever had.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="options">How long events are kept.</param>
    public static bool MayDelete(EventLogState state, long number, EventChunk chunk, long end, DateTimeOffset now, EventOptions options)
    {
        if (!chunk.IsFull || state.Holds?.Values.Any(position => position < EventChunk.Position(number + 1, 0)) == true)
            return false;
        var isOld = chunk.Events.All(happened => now - happened.Time > options.Retention);
        return isOld || end - chunk.Before > options.MaxKept / EventLog.Shards;
    }

    /// <summary>See <see cref="IEventLogGrain.Release"/>.</summary>
    public static EventLogState Release(EventLogState state, string sink) =>
        state.Holds?.ContainsKey(sink) == true ? state with { Holds = state.Holds.Remove(sink) } : state;
}
