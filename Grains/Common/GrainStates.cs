using Microsoft.Extensions.Logging;

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
