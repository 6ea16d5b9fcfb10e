namespace Orleans.Dashboard;

/// <summary>From when on something is worth a word.</summary>
internal static class HealthLimits
{
    /// <summary>A silo that leaves a question open for longer does not answer.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(4);

    /// <summary>A silo that joins or stops for longer hangs.</summary>
    public static readonly TimeSpan Transition = TimeSpan.FromSeconds(60);

    /// <summary>Fewer errors than this in ten seconds say nothing of a rate.</summary>
    public const long FewErrors = 5;

    public const double WarnErrorPercent = 1;

    public const double BadErrorPercent = 10;

    public const double WarnP99Ms = 1_000;

    public const double BadP99Ms = 5_000;

    public const double WarnCpuPercent = 90;

    public const double WarnMemoryPercent = 85;

    public const double BadMemoryPercent = 95;

    public const double WarnLagMs = 500;

    public const double BadLagMs = 3_000;

    public const long WarnThreadPoolQueue = 1_000;
}
