namespace Orleans.Configuration;

/// <summary>When a silo turns calls of clients away because its process is overloaded.</summary>
public class LoadSheddingOptions
{
    /// <summary>Whether it does.</summary>
    public bool LoadSheddingEnabled { get; set; }

    /// <summary>CPU use, in percent of all processors, above which it does.</summary>
    public int CpuThreshold { get; set; } = 95;

    /// <summary>Memory use, in percent of what the process may use, above which it does.</summary>
    public int MemoryThreshold { get; set; } = 90;
}
