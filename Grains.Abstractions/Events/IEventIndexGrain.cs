using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace OrleansMicro.Events;

/// <summary>
/// Knows which aggregates may have events that are not in their log yet, so that a crash delays them and loses none. Keys: <c>0</c> to <see
/// cref="EventIndex.Shards"/> - 1. Orders, and the stock they buy from, are not here: their recovery covers them (<see
/// cref="Orders.IOrderRecoveryGrain"/>).
/// </summary>
[Alias("om.IEventIndexGrain")]
public interface IEventIndexGrain : IGrainWithStringKey
{
    /// <summary>Announces that an aggregate is about to write an event, durably. A repeat changes nothing.</summary>
    /// <param name="announcement">See <see cref="EventIndex.Announcement"/>.</param>
    /// <returns>Whether the aggregate has another announcement, so that earlier events may not be in their log.</returns>
    [Alias("Announce")]
    Task<bool> Announce(string announcement);

    /// <summary>Takes an announcement back: its events are in their log. Written with a later write; a lost call costs one needless look.</summary>
    [OneWay, Alias("Withdraw")]
    Task Withdraw(string announcement);

    /// <summary>Has the events appended that were announced some time ago. Gives the number of announcements that are left.</summary>
    [Alias("RelayDue")]
    Task<int> RelayDue();
}

/// <summary>An aggregate with events of its own, as <see cref="IEventIndexGrain"/> sees it.</summary>
[Alias("om.IEventSourceGrain")]
public interface IEventSourceGrain : IGrainWithStringKey
{
    /// <summary>Appends all events of the aggregate to their log that may not be there yet. Afterwards no earlier write of it can succeed.</summary>
    [Alias("Relay")]
    Task Relay();
}

/// <summary>The distribution of aggregates over indexes.</summary>
public static class EventIndex
{
    /// <summary>The number of indexes. It must not be reduced while there are announcements.</summary>
    public const int Shards = 4;

    private const char Separator = ':';

    /// <summary>The name of an announcement: a late withdrawal of one cannot take back another.</summary>
    /// <param name="aggregate">The id of the grain.</param>
    /// <param name="number">The number of its first event.</param>
    /// <param name="nonce">Differs from that of every other announcement of the aggregate.</param>
    public static string Announcement(GrainId aggregate, long number, long nonce) =>
        string.Create(CultureInfo.InvariantCulture, $"{aggregate}{Separator}{number}-{nonce:x}");

    /// <summary>The aggregate of an announcement.</summary>
    public static string AggregateOf(string announcement) => announcement[..announcement.LastIndexOf(Separator)];

    /// <summary>The key of the index of an aggregate.</summary>
    public static string ShardFor(GrainId aggregate) =>
        (XxHash3.HashToUInt64(MemoryMarshal.AsBytes(aggregate.ToString().AsSpan())) % Shards).ToString(CultureInfo.InvariantCulture);
}
