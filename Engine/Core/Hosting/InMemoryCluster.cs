using Orleans.Reminders;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>What the silos and clients of a cluster within one process share: membership, network, and what outlives a silo.</summary>
internal sealed class InMemoryCluster
{
    /// <summary>The members.</summary>
    public InMemoryMembership Membership { get; } = new();

    /// <summary>The network.</summary>
    public InMemoryNetwork Network { get; } = new();

    /// <summary>In-memory storage.</summary>
    public MemoryStorageArea Storage { get; } = new();

    /// <summary>In-memory reminders.</summary>
    public InMemoryReminderTable Reminders { get; } = new();
}
