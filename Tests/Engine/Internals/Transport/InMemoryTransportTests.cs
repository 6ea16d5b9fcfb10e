using System.Net;

namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>The transport of clusters in one process.</summary>
public sealed class InMemoryTransportTests : TransportTests
{
    private readonly InMemoryNetwork _network = new();
    private int _lastPort;

    internal override TransportNode New(SiloAddress? old) => new(
        _network.CreateTransport(),
        SiloAddress.New(IPAddress.Loopback, old?.Endpoint.Port ?? ++_lastPort, SiloAddress.AllocateNewGeneration()));
}
