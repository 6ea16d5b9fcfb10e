using System.Collections.Immutable;

namespace OrleansMicro.Sellers;

/// <summary>The newest entries of a seller's ledger as they are stored; older ones are in pages.</summary>
[GenerateSerializer, Immutable, Alias("om.ledger.state")]
public sealed record LedgerState
{
    /// <summary>Slot of the first entry kept here; a multiple of <see cref="LedgerRules.PageSize"/>.</summary>
    [Id(0)]
    public long Start { get; init; }

    /// <summary>The entries from <see cref="Start"/> on.</summary>
    [Id(1)]
    public ImmutableArray<LedgerEntry> Tail { get; init => field = value.OrEmpty(); } = [];

    /// <summary>
    /// No entry in a page was placed later. An order that was placed later is in none of them. Null: unknown, as in rows of earlier versions.
    /// </summary>
    [Id(2)]
    public DateTimeOffset? PagedUntil { get; init; }

    /// <summary>Slots ever given.</summary>
    internal long Count => Start + Tail.Length;

    /// <summary>Pages written out.</summary>
    internal long Pages => Start / LedgerRules.PageSize;
}

/// <summary>A page as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("om.ledger.page.state")]
public sealed record LedgerPageState
{
    /// <summary>The entries in the order of their slots; empty until written.</summary>
    [Id(0)]
    public ImmutableArray<LedgerEntry> Entries { get; init => field = value.OrEmpty(); } = [];
}
