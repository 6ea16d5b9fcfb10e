namespace Orleans.Runtime;

/// <summary>Activations that a silo still has though another silo owns their grains now.</summary>
[GenerateSerializer]
internal sealed class Holdings
{
    /// <summary>More are not listed.</summary>
    public const int MaxListed = 20_000;

    /// <summary>The grains.</summary>
    [Id(0)]
    public List<GrainId> Grains { get; set; } = [];

    /// <summary>Whether there are more: then any grain may be among them.</summary>
    [Id(1)]
    public bool HasMore { get; set; }
}
