namespace Orleans.Configuration;

/// <summary>Facts about one silo.</summary>
public class SiloOptions
{
    /// <summary>A name for people; it gets a generated value if none is set.</summary>
    public string SiloName { get; set; } = null!;
}
