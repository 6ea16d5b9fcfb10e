namespace Orleans;

/// <summary>A silo in the membership.</summary>
[GenerateSerializer]
public sealed class MembershipEntry
{
    /// <summary>Its address.</summary>
    [Id(0)]
    public Runtime.SiloAddress SiloAddress { get; set; } = Runtime.SiloAddress.Zero;

    /// <summary>Its status.</summary>
    [Id(1)]
    public Runtime.SiloStatus Status { get; set; }

    /// <summary>Its port for clients, 0 for none.</summary>
    [Id(2)]
    public int ProxyPort { get; set; }

    /// <summary>The name of its machine.</summary>
    [Id(3)]
    public string HostName { get; set; } = "";

    /// <summary>Its name.</summary>
    [Id(4)]
    public string SiloName { get; set; } = "";

    /// <summary>When it joined, in UTC.</summary>
    [Id(5)]
    public DateTime StartTime { get; set; }

    /// <summary>When it last said that it lives, in UTC.</summary>
    [Id(6)]
    public DateTime IAmAliveTime { get; set; }

    /// <inheritdoc/>
    public override string ToString() => $"SiloAddress={SiloAddress} SiloName={SiloName} Status={Status}";
}
