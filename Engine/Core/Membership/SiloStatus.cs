namespace Orleans.Runtime;

/// <summary>What is known about a silo.</summary>
public enum SiloStatus
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>It exists.</summary>
    Created = 1,

    /// <summary>It starts.</summary>
    Joining = 2,

    /// <summary>It serves calls.</summary>
    Active = 3,

    /// <summary>It stops and finishes its work.</summary>
    ShuttingDown = 4,

    /// <summary>It stops.</summary>
    Stopping = 5,

    /// <summary>It is gone for good.</summary>
    Dead = 6,
}

/// <summary>Questions about a <see cref="SiloStatus"/>.</summary>
public static class SiloStatusExtensions
{
    /// <summary>Whether the silo is stopping or gone.</summary>
    public static bool IsTerminating(this SiloStatus siloStatus) =>
        siloStatus is SiloStatus.ShuttingDown or SiloStatus.Stopping or SiloStatus.Dead;
}
