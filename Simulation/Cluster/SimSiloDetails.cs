using System.Net;
using Orleans.Runtime;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>The address of a simulated silo: a place and a life.</summary>
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
