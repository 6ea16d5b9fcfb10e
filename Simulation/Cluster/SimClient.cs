using System.Net;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>A process that calls grains from outside, as an API does, each through the gateway of one silo.</summary>
internal sealed class SimClient : SimNode
{
    public SimClient(SimWorld world, int number, TimeSpan callTimeout)
        : base(world, world.NewProcess($"client{number}", 1), SiloAddress.New(new IPAddress([10, 0, 1, (byte)number]), 0, -1 - number)) =>
        ResponseTimeout = callTimeout;

    /// <summary>Its way to grains.</summary>
    public IGrainFactory Grains => SimTypes.Factory;

    /// <summary>Whether it can call grains.</summary>
    public bool IsReady => View.Active.Count > 0;

    /// <summary>Connects it.</summary>
    public void Start() => Watch();

    public override void Route(SimMessage message)
    {
        // Calls of one grain go one way, as long as that gateway is there.
        foreach (var gateway in View.Active.OrderBy(silo => unchecked((uint)silo.GetConsistentHashCode() ^ message.Target.GetUniformHashCode()) * 2_654_435_761u))
        {
            message.Gateway = gateway;
            NoteTarget(message, gateway);
            if (World.Network.Send(this, gateway, message))
                return;
        }

        Complete(message.Id, Response.FromException(new SiloUnavailableException("There is no gateway.")));
    }

    public override void OnLost(SiloAddress peer) => FailWaitingFor(peer);
}
