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

    /// <summary>See <see cref="IEventLogGrain.Release"/>.</summary>
    public static EventLogState Release(EventLogState state, string sink) =>
        state.Holds?.ContainsKey(sink) == true ? state with { Holds = state.Holds.Remove(sink) } : state;
}
