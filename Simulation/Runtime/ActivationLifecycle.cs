using Microsoft.Extensions.Logging;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>The lifecycle of an activation, in which persistent states are loaded.</summary>
internal sealed class ActivationLifecycle(ILogger logger) : LifecycleSubject(logger), IGrainLifecycle
{
    /// <summary>Orleans' storage facet registers here for every state. Nothing migrates in a simulation, so there is nothing to do.</summary>
    public void AddMigrationParticipant(IGrainMigrationParticipant participant)
    {
    }

    /// <inheritdoc cref="AddMigrationParticipant"/>
    public void RemoveMigrationParticipant(IGrainMigrationParticipant participant)
    {
    }
}
