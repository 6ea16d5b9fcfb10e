using System.Net;
using Orleans.Runtime.Tcp;
using OrleansMicro.Bench.Cluster;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>Who is let in.</summary>
public sealed class GreetingTests : IDisposable
{
    private const int Version = WireProtocol.Version;
    private readonly List<TransportNode> _nodes = [];

    [Fact]
    public async Task Refuses_another_protocol_version_and_says_so_on_both_sides()
    {
        var (oldLog, newLog) = (new LogLines(), new LogLines());
        var newer = TcpNodes.Quick;
        (newer.ProtocolVersion, newer.OldestProtocolVersion) = (Version + 2, Version + 1);
        var oldSilo = Keep(TcpNodes.Silo(TcpNodes.Settings(logger: oldLog)));
        var newSilo = Keep(TcpNodes.Silo(TcpNodes.Settings(newer, newLog)));
        newSilo.Send(oldSilo, [1]);
        await Eventually.Holds(() => newSilo.TimesLost(oldSilo.Address) == 1, "the call was given up");
        await Eventually.Holds(() => oldLog.Contain("Warning", "refused", $"version {Version + 1} to {Version + 2}"), "the older one has logged it");
        await Eventually.Holds(
            () => newLog.Contain(
                "Warning", "WrongVersion", $"this silo speaks version {Version} to {Version} of the wire protocol, not {Version + 1} to {Version + 2}"),
            "the newer one too");
        Assert.Equal(0, oldSilo.Count);
    }

    [Fact]
    public async Task Lets_versions_talk_that_have_one_in_common()
    {
        var newer = TcpNodes.Quick;
        (newer.ProtocolVersion, newer.OldestProtocolVersion) = (Version + 1, Version);
        var (oldSilo, newSilo) = (Keep(TcpNodes.Silo(TcpNodes.Settings())), Keep(TcpNodes.Silo(TcpNodes.Settings(newer))));
        await TransportTests.Exchange(newSilo, oldSilo);
        await TransportTests.Exchange(oldSilo, newSilo);
    }

    [Fact]
    public async Task Refuses_another_cluster_and_says_so_on_both_sides()
    {
        var (here, there) = (new LogLines(), new LogLines());
        var silo = Keep(TcpNodes.Silo(TcpNodes.Settings(logger: here)));
        var stranger = Keep(TcpNodes.Silo(TcpNodes.Settings(logger: there) with { ClusterId = "others" }));
        stranger.Send(silo, [1]);
        await Eventually.Holds(() => stranger.TimesLost(silo.Address) == 1, "the call was given up");
        await Eventually.Holds(() => here.Contain("WrongCluster", "not to 'others'"), "the silo has logged it");
        await Eventually.Holds(() => there.Contain("WrongCluster", $"belongs to cluster '{TcpNodes.ClusterId}'"), "the stranger too");
        Assert.Equal(0, silo.Count);
    }

    [Fact]
    public async Task Keeps_silos_and_clients_to_their_ports()
    {
        var gatewayPort = FreePorts.Next();
        var silo = Keep(TcpNodes.Silo(TcpNodes.Settings(), gatewayPort: gatewayPort));
        var client = SiloAddress.New(IPAddress.Loopback, 0, -SiloAddress.AllocateNewGeneration());
        Assert.Equal(Verdict.WrongPort, await Greet(silo.Address.Endpoint, client));
        Assert.Equal(Verdict.Accepted, await Greet(new IPEndPoint(IPAddress.Loopback, gatewayPort), client));
        var other = SiloAddress.New(IPAddress.Loopback, 1, SiloAddress.AllocateNewGeneration());
        Assert.Equal(Verdict.WrongPort, await Greet(new IPEndPoint(IPAddress.Loopback, gatewayPort), other));
        Assert.Equal(Verdict.Accepted, await Greet(silo.Address.Endpoint, other));

        async Task<Verdict> Greet(IPEndPoint endpoint, SiloAddress sender)
        {
            using var peer = await RawPeer.ConnectAsync(endpoint);
            return (await peer.GreetAsync(new Greeting(TcpNodes.ClusterId, TcpNodes.ServiceId, sender, silo.Address))).Verdict;
        }
    }

    [Fact]
    public async Task Closes_a_connection_that_does_not_greet_in_time()
    {
        var options = TcpNodes.Quick;
        options.HandshakeTimeout = TimeSpan.FromMilliseconds(200);
        var silo = Keep(TcpNodes.Silo(TcpNodes.Settings(options)));
        using var peer = await RawPeer.ConnectAsync(silo.Address.Endpoint);
        await peer.WaitForEndAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await Eventually.Holds(() => silo.Tcp().HandshakeCount == 0, "its place is free");
    }

    public void Dispose()
    {
        foreach (var node in _nodes)
            node.Dispose();
    }

    private TransportNode Keep(TransportNode node)
    {
        _nodes.Add(node);
        return node;
    }
}
