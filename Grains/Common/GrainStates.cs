using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OrleansMicro;

/// <summary>Makes what a grain keeps its state in, so that grains need not know how fresh it has to be.</summary>
public sealed class GrainStates(StateFreshness freshness, ILogger<GrainStates> logger)
{
    /// <summary>For a grain that handles one command at a time.</summary>
    public CommittedState<TState> OneByOne<TState>(IPersistentState<TState> storage, Action deactivate)
        where TState : class => new(storage, freshness, deactivate, logger);

    /// <summary>For a reentrant grain whose many callers share writes.</summary>
    public GroupCommit<TState> Grouped<TState>(IPersistentState<TState> storage)
        where TState : class => new(storage, freshness, logger);
}

/// <summary>How old what a grain has in memory may be. Configuration section <c>State</c>.</summary>
public sealed class StateOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "State";

    /// <summary>
    /// How long after its last contact with storage an activation answers from memory; after that it reads its row again first. Orleans may run two activations of
    /// a grain for a while, and this bounds how long the one that does not write can go unnoticed. 0 to 1 day; null: no limit, which is right where one process
    /// is the only writer.
    /// </summary>
    public TimeSpan? MaxReadAge { get; set; }
}

/// <summary>Tells whether a state in memory has to be read again before somebody relies on it. See docs/decisions/0018-fencing-tokens.md.</summary>
/// <param name="clock">A monotonic clock: the time of day plays no part.</param>
/// <param name="options">How old a state may be.</param>
public sealed class StateFreshness(TimeProvider clock, IOptions<StateOptions> options)
{
    private readonly TimeSpan? _maxAge = options.Value.MaxReadAge;

    /// <summary>Never reads again, for tests and tools in which nobody else writes.</summary>
    public static StateFreshness SoleWriter { get; } = new(TimeProvider.System, Options.Create(new StateOptions()));

    /// <summary>The time, for <see cref="IsOld"/>.</summary>
    public long Now => clock.GetTimestamp();

    /// <summary>Whether a state whose last read or write began at that time has to be read again.</summary>
    public bool IsOld(long since) => _maxAge is { } maxAge && clock.GetElapsedTime(since) >= maxAge;
}
