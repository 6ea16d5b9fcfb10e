namespace OrleansMicro.Simulation.Faults;

/// <summary>The faults of the simulated world.</summary>
internal enum FaultKind
{
    /// <summary>A message takes long.</summary>
    FrameDelayed,

    /// <summary>Later messages overtake a message.</summary>
    FrameReordered,

    /// <summary>A message is lost.</summary>
    FrameDropped,

    /// <summary>A connection breaks.</summary>
    ConnectionReset,

    /// <summary>No message reaches one process from another; the opposite direction works.</summary>
    OneWayPartition,

    /// <summary>Some processes cannot reach the others.</summary>
    Partition,

    /// <summary>The store takes long.</summary>
    StoreSlow,

    /// <summary>A store operation fails and is not executed.</summary>
    StoreFailsBefore,

    /// <summary>A store operation is executed, but its answer is lost.</summary>
    StoreFailsAfter,

    /// <summary>The store is unavailable for a while.</summary>
    StoreOutage,

    /// <summary>A process cannot reach the store for a while; operations that it has sent can arrive late.</summary>
    StoreCutOff,

    /// <summary>A silo is killed, and its last store operations arrive long after.</summary>
    LastWriteLate,

    /// <summary>A silo and a client reach only each other, long enough for the silo to be declared dead.</summary>
    Isolated,

    /// <summary>An idle grain is deactivated.</summary>
    Collected,

    /// <summary>A silo is killed.</summary>
    Crash,

    /// <summary>All silos are killed at once.</summary>
    CrashOfAll,

    /// <summary>A silo is stopped and continued later.</summary>
    Pause,

    /// <summary>A silo leaves in order and comes back.</summary>
    RollingRestart,

    /// <summary>A clock runs fast or slow.</summary>
    ClockSkewed,

    /// <summary>A wall clock jumps.</summary>
    ClockJump,
}
