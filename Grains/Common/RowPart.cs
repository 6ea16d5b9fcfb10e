namespace OrleansMicro;

/// <summary>The state of a capability, wherever it is stored.</summary>
internal interface IStatePart<TState>
    where TState : class
{
    /// <summary>The state as it was on disk at the last look.</summary>
    PartState<TState> Stored { get; }

    /// <summary><see cref="Stored"/>, or the state after it that <see cref="Assume"/> was given.</summary>
    PartState<TState> Latest { get; }

    /// <summary>Goes on with a state that goes to disk with the next write, because it can be found again until then.</summary>
    /// <exception cref="StorageUnavailableException">See <see cref="PartState{TState}.Basis"/>.</exception>
    void Assume(PartState<TState> from, TState next);

    /// <summary>Writes a state.</summary>
    /// <exception cref="StorageUnavailableException">See <see cref="PartState{TState}.Basis"/>.</exception>
    Task Write(PartState<TState> from, TState next);

    /// <summary>Throws if the state that was relied on turns out to be no longer the current one.</summary>
    Task Verify();
}

/// <summary>A state that another one is made of.</summary>
/// <param name="Value">The state.</param>
/// <param name="Basis">Which look at the disk it comes from. A state that is made of it cannot be kept after a later look, because a write failed
/// or another activation wrote in between.</param>
internal readonly record struct PartState<TState>(TState Value, int Basis);

/// <summary>
/// The state of a capability that shares the row of another, so that one write keeps both. Every write of the row has <see cref="Latest"/> in it.
/// </summary>
/// <param name="row">The row.</param>
/// <param name="get">Takes the part out of the row.</param>
/// <param name="write">Writes the row, with the latest of all its parts, unless it has another basis by then.</param>
internal sealed class RowPart<TRow, TPart>(CommittedState<TRow> row, Func<TRow, TPart> get, Func<int, Task> write) : IStatePart<TPart>
    where TRow : class
    where TPart : class
{
    private PartState<TPart>? _assumed;

    public PartState<TPart> Stored => new(get(row.State), row.Replacements);

    public PartState<TPart> Latest => _assumed is { } assumed && assumed.Basis == row.Replacements ? assumed : Stored;

    public void Assume(PartState<TPart> from, TPart next)
    {
        row.CheckBasis(from.Basis);
        _assumed = new PartState<TPart>(next, from.Basis);
    }

    public Task Write(PartState<TPart> from, TPart next)
    {
        Assume(from, next);
        return write(from.Basis);
    }

    public Task Verify() => row.Verify();
}
