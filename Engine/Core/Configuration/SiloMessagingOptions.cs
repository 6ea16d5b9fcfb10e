namespace Orleans.Configuration;

/// <summary>Settings of grain calls in a silo.</summary>
public class SiloMessagingOptions : MessagingOptions
{
    /// <summary>Default of <see cref="MaxEnqueuedRequestsHardLimit"/>: no limit.</summary>
    public const int DEFAULT_MAX_ENQUEUED_REQUESTS_HARD_LIMIT = 0;

    /// <summary>Default of <see cref="MaxEnqueuedRequestsHardLimit_StatelessWorker"/>: no limit.</summary>
    public const int DEFAULT_MAX_ENQUEUED_REQUESTS_STATELESS_WORKER_HARD_LIMIT = 0;

    /// <summary>More requests than this at one activation are refused with <see cref="Runtime.LimitExceededException"/>; 0 is no limit.</summary>
    public int MaxEnqueuedRequestsHardLimit { get; set; } = DEFAULT_MAX_ENQUEUED_REQUESTS_HARD_LIMIT;

    /// <summary>More requests than this at one activation are logged; 0 is no limit.</summary>
    public int MaxEnqueuedRequestsSoftLimit { get; set; }

    /// <summary><see cref="MaxEnqueuedRequestsHardLimit"/> of stateless workers.</summary>
    public int MaxEnqueuedRequestsHardLimit_StatelessWorker { get; set; } =
        DEFAULT_MAX_ENQUEUED_REQUESTS_STATELESS_WORKER_HARD_LIMIT;

    /// <summary><see cref="MaxEnqueuedRequestsSoftLimit"/> of stateless workers.</summary>
    public int MaxEnqueuedRequestsSoftLimit_StatelessWorker { get; set; }

    /// <summary>How often a request is passed on to another silo before it is refused.</summary>
    public int MaxForwardCount { get; set; } = 2;

    /// <summary>How long a request may run before the activation counts as stuck.</summary>
    public TimeSpan MaxRequestProcessingTime { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How long a request may run before a warning is logged.</summary>
    public TimeSpan RequestProcessingWarningTime { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Response timeout of the engine's own calls.</summary>
    public TimeSpan SystemResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Orleans compatibility: this engine needs all silos of a cluster to run the same grains.</summary>
    public bool AssumeHomogenousSilosForTesting { get; set; }
}
