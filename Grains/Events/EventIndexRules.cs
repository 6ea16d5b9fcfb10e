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

    /// <summary>
    /// Adds an announcement, and tells whether its aggregate may have earlier ones. One that is there already gets a new time, so that a
    /// relay that has begun does not remove it.
    /// </summary>
    /// <exception cref="LimitExceededException">There are too many.</exception>
    public static (EventIndexState State, bool HasOther) Announce(EventIndexState state, string name, DateTimeOffset now)
    {
        var (aggregate, place, hasOther) = (EventIndex.AggregateOf(name), -1, false);
        for (var i = 0; i < state.Entries.Length; i++)
        {
            if (state.Entries[i].Name == name)
                place = i;
            else
                hasOther |= EventIndex.AggregateOf(state.Entries[i].Name) == aggregate;
        }

        if (place < 0 && state.Entries.Length >= MaxEntries)
            throw new LimitExceededException($"The events of {MaxEntries} changes wait for their log already; try again later.");
        var others = place < 0 ? state.Entries : state.Entries.RemoveAt(place);
        return (state with { Entries = others.Add(new EventAnnouncement(name, now)) }, hasOther || place >= 0);
    }

    /// <summary>Removes an announcement. The same reference if it is not there.</summary>
    public static EventIndexState Withdraw(EventIndexState state, string name)
    {
        for (var i = 0; i < state.Entries.Length; i++)
        {
            if (state.Entries[i].Name == name)
                return state with { Entries = state.Entries.RemoveAt(i) };
        }

        return state;
    }

    /// <summary>Removes announcements whose events were relayed, unless they have a new time. The same reference if there are none.</summary>
    public static EventIndexState Relayed(EventIndexState state, EventAnnouncement[] entries)
    {
        var left = state.Entries.RemoveRange(entries);
        return left.Length == state.Entries.Length ? state : state with { Entries = left };
    }

    /// <summary>The announcements up to a time, and those from a clock that was ahead, by aggregate.</summary>
    public static IReadOnlyList<(string Aggregate, EventAnnouncement[] Entries)> Due(
        EventIndexState state, DateTimeOffset before, DateTimeOffset now) =>
    [
        .. state.Entries.Where(entry => entry.At <= before || entry.At > now)
            .GroupBy(static entry => EventIndex.AggregateOf(entry.Name), StringComparer.Ordinal)
            .Select(static group => (group.Key, group.ToArray())),
    ];
}
