using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansMicro.Sellers;

/// <summary>
/// A seller's ledger as it is stored: the newest entries, and the sums of those in pages, so that a dashboard reads no page. See
/// docs/decisions/0030-keep-the-sums-of-archived-pages-in-the-ledger.md.
/// </summary>
[GenerateSerializer, Immutable, Alias("om.ledger.state")]
public sealed record LedgerState
{
    /// <summary>The entries. In storage, its parts stand beside the sums, as in rows of earlier versions.</summary>
    [Id(0), JsonIgnore]
    public PagedLog<LedgerEntry> Log { get; init; } = new();

    /// <summary>How many pages are in <see cref="Sums"/>, from the first one on. Fewer than there are in rows of earlier versions.</summary>
    [Id(1)]
    public long SummedPages { get; init; }

    /// <summary>The sums of the entries in those pages, with <see cref="Changes"/>.</summary>
    [Id(2)]
    public ImmutableArray<LedgerSum> Sums { get; init => field = value.OrEmpty(); } = [];

    /// <summary>Changes of entries in pages that may not be in their pages yet, at most one for each slot.</summary>
    [Id(3)]
    public ImmutableArray<PageChange> Changes { get; init => field = value.OrEmpty(); } = [];

    /// <summary>How many changes are in their pages and no longer here. Tells whether a page that was read before may lack a change.</summary>
    [Id(4)]
    public long PagedChanges { get; init; }

    /// <summary>See <see cref="PagedLog{T}.Start"/>.</summary>
    [JsonInclude]
    internal long Start { get => Log.Start; init => Log = Log with { Start = value }; }

    /// <summary>See <see cref="PagedLog{T}.Tail"/>.</summary>
    [JsonInclude]
    internal ImmutableArray<LedgerEntry> Tail { get => Log.Tail; init => Log = Log with { Tail = value }; }

    /// <summary>See <see cref="PagedLog{T}.PagedUntil"/>.</summary>
    [JsonInclude]
    internal DateTimeOffset? PagedUntil { get => Log.PagedUntil; init => Log = Log with { PagedUntil = value }; }

    /// <summary>How many pages there are.</summary>
    [JsonIgnore]
    public long Pages => Log.Start / LedgerRules.PageSize;
}

/// <summary>The sum of the entries of one status and currency. The amount of many large orders needs more than 64 bits.</summary>
[GenerateSerializer, Immutable, Alias("om.ledger.sum")]
public readonly record struct LedgerSum(
    [property: Id(0)] LedgerStatus Status,
    [property: Id(1)] string Currency,
    [property: Id(2)] long Orders,
    [property: Id(3)] long Units,
    [property: Id(4)] Int128 Minor);

/// <summary>A new status of an entry in a page.</summary>
[GenerateSerializer, Immutable, Alias("om.ledger.change")]
public sealed record PageChange([property: Id(0)] long Slot, [property: Id(1)] string OrderId, [property: Id(2)] LedgerStatus Status);
