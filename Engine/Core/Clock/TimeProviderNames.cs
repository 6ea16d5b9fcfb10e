namespace Orleans.Runtime;

/// <summary>Keys of the clocks of the engine's parts; a part without a clock of its own takes the unkeyed <see cref="TimeProvider"/>.</summary>
public static class TimeProviderNames
{
    /// <summary>Clock of grain timers.</summary>
    public const string Grains = "Orleans.Grains";

    /// <summary>Clock of idle collection.</summary>
    public const string ActivationManagement = "Orleans.ActivationManagement";

    /// <summary>Clock of call timeouts.</summary>
    public const string Messaging = "Orleans.Messaging";

    /// <summary>Clock of membership.</summary>
    public const string Membership = "Orleans.Membership";

    /// <summary>Clock of grain location.</summary>
    public const string GrainDirectory = "Orleans.GrainDirectory";

    /// <summary>Clock of the silo's own housekeeping.</summary>
    public const string SystemTimers = "Orleans.SystemTimers";
}
