using System.Globalization;

namespace OrleansMicro.Events;

/// <summary>
/// One shard of the event log. Keys: <c>0</c> to <see cref="EventLog.Shards"/> - 1, see <see cref="EventSubjects.ShardOf"/>. Events are kept in the
/// order in which they were appended, and those of a subject in the order of their sequence. An event may be there twice.
/// </summary>
[Alias("om.IEventLogGrain")]
public interface IEventLogGrain : IGrainWithStringKey
{
    /// <summary>Appends events, durably. A repeat may append them again.</summary>
    /// <param name="events">1 to <see cref="EventLog.MaxAppend"/> events of this shard.</param>
    [Alias("Append")]
    Task Append(ImmutableArray<MarketEvent> events);

    /// <summary>Reads events in the order of the log.</summary>
    /// <param name="query">Where to begin, and how many.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="cancellation">Ends the wait.</param>
    [AlwaysInterleave, Alias("Read")]
    Task<EventPage> Read(ReadEvents query, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Keeps the events from a position on until a sink has delivered them: no event is deleted that a sink still needs. The first call of a sink is
    /// durable. Later ones are written with another write, so after a crash the position may be an earlier one.
    /// </summary>
    /// <param name="sink">The name of the sink, such as <c>rabbitmq</c> or <c>webhooks/{id}</c>.</param>
    /// <param name="position">The oldest position that it still needs.</param>
    [Alias("Hold")]
    Task Hold(string sink, long position);

    /// <summary>Ends the hold of a sink that needs no events any more, durably.</summary>
    [Alias("Release")]
    Task Release(string sink);

    /// <summary>Where the log begins and ends.</summary>
    [AlwaysInterleave, Alias("GetStatus")]
    Task<EventLogStatus> GetStatus(Caller caller, CancellationToken cancellation = default);
}

/// <summary>A read of a log.</summary>
/// <param name="From">The position at which it begins; 0: at the oldest event that is kept.</param>
/// <param name="Limit">The maximum of events: 1 to <see cref="EventLog.MaxRead"/>.</param>
/// <param name="Wait">How long to wait for an event if there is none; at most <see cref="Limits.MaxCallWait"/>.</param>
[GenerateSerializer, Immutable, Alias("om.eventlog.read")]
public sealed record ReadEvents([property: Id(0)] long From, [property: Id(1)] int Limit, [property: Id(2)] TimeSpan Wait);

/// <summary>Events of a log.</summary>
/// <param name="Events">The events in the order of the log.</param>
/// <param name="Next">The position after them.</param>
/// <param name="Oldest">The oldest position that is kept. If it is greater than the one asked for, events are gone, and none are given.</param>
/// <param name="Behind">How many events the log has after these.</param>
[GenerateSerializer, Immutable, Alias("om.eventlog.page")]
public sealed record EventPage(
    [property: Id(0)] ImmutableArray<LoggedEvent> Events,
    [property: Id(1)] long Next,
    [property: Id(2)] long Oldest,
    [property: Id(3)] long Behind);

/// <summary>An event with its place in its log.</summary>
/// <param name="Position">Greater than that of any event before it in the same log.</param>
/// <param name="Event">The event.</param>
[GenerateSerializer, Immutable, Alias("om.eventlog.event")]
public readonly record struct LoggedEvent([property: Id(0)] long Position, [property: Id(1)] MarketEvent Event);

/// <summary>The state of a log.</summary>
/// <param name="Oldest">The position of the oldest event that is kept.</param>
/// <param name="End">The position after the newest event.</param>
/// <param name="Count">How many events were ever appended.</param>
/// <param name="Newest">The time of the newest event; null: there is none.</param>
[GenerateSerializer, Immutable, Alias("om.eventlog.status")]
public sealed record EventLogStatus(
    [property: Id(0)] long Oldest, [property: Id(1)] long End, [property: Id(2)] long Count, [property: Id(3)] DateTimeOffset? Newest);

/// <summary>The distribution of events over logs.</summary>
public static class EventLog
{
    /// <summary>The number of logs. Stored data depend on it.</summary>
    public const int Shards = 4;

    /// <summary>The most events of one append.</summary>
    public const int MaxAppend = 1_000;

    /// <summary>The most events of one read.</summary>
    public const int MaxRead = 1_000;

    /// <summary>The key of a shard.</summary>
    public static string KeyOf(int shard) => shard.ToString(CultureInfo.InvariantCulture);
}
