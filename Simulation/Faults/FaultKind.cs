namespace OrleansMicro.Simulation.Faults;

/// <summary>What can go wrong.</summary>
internal enum FaultKind
{
    /// <summary>A frame takes long.</summary>
    FrameDelayed,

    /// <summary>A frame is overtaken by later ones.</summary>
    FrameReordered,

    /// <summary>A frame is lost.</summary>
    FrameDropped,

    /// <summary>A connection breaks.</summary>
    ConnectionReset,

    /// <summary>Nothing gets from one process to another, but the other way it does.</summary>
    OneWayPartition,

    /// <summary>Some processes can't reach the others.</summary>
    Partition,

    /// <summary>The store takes long.</summary>
    StoreSlow,

    /// <summary>An operation fails before the store has done it.</summary>
    StoreFailsBefore,

    /// <summary>An operation is done, but its answer is lost.</summary>
    StoreFailsAfter,

    /// <summary>The store is away for a while.</summary>
    StoreOutage,

    /// <summary>A process can't reach the store for a while; what it had sent may arrive late.</summary>
    StoreCutOff,

    /// <summary>A grain that nobody calls is taken out of memory.</summary>
    Collected,

    /// <summary>A process is killed.</summary>
    Crash,

    /// <summary>All silos are killed at once.</summary>
    CrashOfAll,

    /// <summary>A process is stopped and goes on later.</summary>
    Pause,

    /// <summary>A silo leaves in order and comes back.</summary>
    RollingRestart,

    /// <summary>A clock runs fast or slow.</summary>
    ClockSkewed,

    /// <summary>A wall clock jumps.</summary>
    ClockJump,
}
