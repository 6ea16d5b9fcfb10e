using System.Net;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>The name and address of a silo. The generation of the address is its life.</summary>
internal sealed class SimSiloDetails(string name, int number, int life) : ILocalSiloDetails
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string ClusterId => "simulation";

    /// <inheritdoc/>
    public string DnsHostName => name;

    /// <inheritdoc/>
    public SiloAddress SiloAddress { get; } = SiloAddress.New(new IPAddress([10, 0, 0, (byte)number]), 11_111, life);

    /// <inheritdoc/>
    public SiloAddress GatewayAddress { get; } = SiloAddress.New(new IPAddress([10, 0, 0, (byte)number]), 30_000, life);
}
