using System.Collections.Immutable;

namespace OrleansMicro.Events;

/// <summary>The announcements of one index, as they are stored.</summary>
[GenerateSerializer, Alias("om.eventindex.state")]
public sealed record EventIndexState
{
    /// <summary>Oldest first.</summary>
    [Id(0)]
    public ImmutableArray<EventAnnouncement> Entries { get; init => field = value.OrEmpty(); } = [];
}

/// <summary>An announcement.</summary>
/// <param name="Name">See <see cref="EventIndex.Announcement"/>.</param>
/// <param name="At">When it was made.</param>
[GenerateSerializer, Alias("om.eventindex.state.entry")]
public sealed record EventAnnouncement([property: Id(0)] string Name, [property: Id(1)] DateTimeOffset At);

/// <summary>The rules of an index.</summary>
public static class EventIndexRules
{
    /// <summary>The announcements that an index has at most. More writes with events are refused until some are relayed.</summary>
    public const int MaxEntries = 20_000;

    /// <summary>Adds an announcement, and tells whether its aggregate has another one.</summary>
    /// <exception cref="LimitExceededException">There are too many.</exception>
    public static (EventIndexState State, bool HasOther) Announce(EventIndexState state, string name, DateTimeOffset now)
    {
        var (aggregate, isKnown, hasOther) = (EventIndex.AggregateOf(name), false, false);
        foreach (var entry in state.Entries)
        {
            isKnown |= entry.Name == name;
            hasOther |= entry.Name != name && EventIndex.AggregateOf(entry.Name) == aggregate;
        }

        if (isKnown)
            return (state, true);
        if (state.Entries.Length >= MaxEntries)
            throw new LimitExceededException($"The events of {MaxEntries} changes wait for their log already; try again later.");
        return (state with { Entries = state.Entries.Add(new EventAnnouncement(name, now)) }, hasOther);
    }

    /// <summary>Removes announcements. The same reference if there are none of them.</summary>
    public static EventIndexState Withdraw(EventIndexState state, params ReadOnlySpan<string> names)
    {
        var left = state.Entries;
        foreach (var name in names)
        {
            for (var i = 0; i < left.Length; i++)
            {
                if (left[i].Name != name)
                    continue;
                left = left.RemoveAt(i);
                break;
            }
        }

        return left == state.Entries ? state : state with { Entries = left };
    }

    /// <summary>The announcements up to a time, and those from a clock that was ahead, by aggregate.</summary>
    public static IReadOnlyList<(string Aggregate, string[] Names)> Due(EventIndexState state, DateTimeOffset before, DateTimeOffset now) =>
    [
        .. state.Entries.Where(entry => entry.At <= before || entry.At > now)
            .GroupBy(static entry => EventIndex.AggregateOf(entry.Name), StringComparer.Ordinal)
            .Select(static group => (group.Key, group.Select(static entry => entry.Name).ToArray())),
    ];
}
