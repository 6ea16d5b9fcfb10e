using System.Net;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>An external client, such as an API process. It sends each call through the gateway of one silo.</summary>
internal sealed class SimClient : SimNode
{
    public SimClient(SimWorld world, int number)
        : base(world, world.NewProcess($"client{number}", 1), SiloAddress.New(new IPAddress([10, 0, 1, (byte)number]), 0, -1 - number))
    {
        (ResponseTimeout, TableRefresh, CancelsOnTimeout) = (ClusterTimings.ClientResponse, ClusterTimings.GatewayRefresh, true);
    }

    public IGrainFactory Grains { get; } = OrleansTypes.Factory;

    /// <summary>Whether the client knows a gateway.</summary>
    public bool IsReady => View.Active.Count > 0;

    /// <summary>Connects to the cluster.</summary>
    public void Start() => Watch();

    public override void Route(SimMessage message)
    {
        // All calls to a grain take the same gateway while it is alive. Orleans keeps their order this way.
        foreach (var gateway in View.Active.OrderBy(
            silo => unchecked((uint)silo.GetConsistentHashCode() ^ message.Target.GetUniformHashCode()) * 2_654_435_761u))
        {
            message.Gateway = gateway;
            NoteTarget(message, gateway);
            if (World.Network.Send(this, gateway, message))
                return;
        }

        Complete(message.Id, Response.FromException(new SiloUnavailableException("There is no gateway.")));
    }

    protected override void SendCancellation(SimMessage message, SiloAddress? target) => Route(message);

    public override void OnLost(SiloAddress peer) => FailWaitingFor(peer);
}
