namespace Orleans.Configuration;

/// <summary>Which cluster a host belongs to.</summary>
public class ClusterOptions
{
    /// <summary>The cluster id when none is configured.</summary>
    public const string DefaultClusterId = "default";

    /// <summary>The service id when none is configured.</summary>
    public const string DefaultServiceId = "default";

    /// <summary>Silos and clients with the same cluster id form one cluster.</summary>
    public string ClusterId { get; set; } = DefaultClusterId;

    /// <summary>Identifies the application across clusters and restarts; storage providers use it as a key.</summary>
    public string ServiceId { get; set; } = DefaultServiceId;
}
