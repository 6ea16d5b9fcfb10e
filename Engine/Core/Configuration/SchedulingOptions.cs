namespace Orleans.Configuration;

/// <summary>How turns of activations are run.</summary>
public class SchedulingOptions
{
    /// <summary>How long one activation may keep its thread while others wait.</summary>
    public TimeSpan ActivationSchedulingQuantum { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A turn that takes longer is logged.</summary>
    public TimeSpan TurnWarningLengthThreshold { get; set; } = TimeSpan.FromSeconds(1);
}
