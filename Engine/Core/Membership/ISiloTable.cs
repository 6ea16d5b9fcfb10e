using System.Collections.Immutable;

namespace Orleans.Runtime;

/// <summary>
/// The store that the silos of a cluster share. Every operation happens in one step, and its answer carries the whole table as it
/// was right after. Operations throw if the store doesn't answer; then they may have happened or not.
/// </summary>
internal interface ISiloTable
{
    /// <summary>May be called, on any thread, when another has changed the table. Such calls may get lost.</summary>
    event Action? Changed;

    /// <summary>Connects; waits for the store if it isn't there.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Reads the table.</summary>
    Task<TableAnswer> Read();

    /// <summary>Sets the status of a silo that is not dead; one that is new begins as joining.</summary>
    Task<TableAnswer> Set(SiloMember member);

    /// <summary>Renews the lease of a silo and says whom it can't reach.</summary>
    Task<TableAnswer> Renew(SiloAddress silo, IReadOnlyCollection<SiloAddress> suspects);

    /// <summary>Declares a silo dead, unless <paramref name="by"/> is dead itself or the lease was renewed since <paramref name="beat"/>, if given.</summary>
    Task<TableAnswer> DeclareDead(SiloAddress silo, SiloAddress by, long? beat);

    /// <summary>Raises the version of a table that has lost its last changes above <paramref name="version"/>, so that all take note of it.</summary>
    Task<TableAnswer> RaiseVersion(MembershipVersion version);

    /// <summary>Writes the table anew from a view if the store has lost it.</summary>
    Task<TableAnswer> Restore(MembershipView view);
}

/// <summary>What became of an operation.</summary>
internal enum TableOutcome
{
    /// <summary>It was done, or there was nothing to do.</summary>
    Done,

    /// <summary>The silo for which it was asked is dead.</summary>
    Dead,

    /// <summary>The table doesn't know the silo for which it was asked: it has been dead for long.</summary>
    Unknown,

    /// <summary>There is no table.</summary>
    NoTable,
}

/// <summary>A silo in the table.</summary>
/// <param name="Member">What is known of it.</param>
/// <param name="Beat">Counts the renewals of its lease.</param>
/// <param name="Suspects">Whom it can't reach.</param>
internal sealed record TableRow(SiloMember Member, long Beat, ImmutableArray<SiloAddress> Suspects);

/// <summary>The answer to an operation.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Version">The version of the table.</param>
/// <param name="Rows">The table.</param>
internal sealed record TableAnswer(TableOutcome Outcome, MembershipVersion Version, ImmutableArray<TableRow> Rows);
