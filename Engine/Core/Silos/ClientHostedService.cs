using System.Net;
using Microsoft.Extensions.Hosting;

namespace Orleans.Runtime;

/// <summary>Connects the client with its host, and disconnects it.</summary>
internal sealed class ClientHostedService(
    ClientRuntime client,
    ClientLifecycleSubject lifecycle,
    IMembership membership,
    IEnumerable<ILifecycleParticipant<IClusterClientLifecycle>> participants)
    : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var participant in participants)
            participant.Participate(lifecycle);

        await membership.StartAsync(cancellationToken);
        lifecycle.Subscribe("Gateways", ServiceLifecycleStage.AfterRuntimeGrainServices, client.ConnectAsync);
        client.Open(NewAddress());
        await lifecycle.OnStart(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await lifecycle.OnStop(cancellationToken);
        client.Close();
    }

    // The negative generation marks a client. Nobody connects to a client, so the address only has to be its own in the whole cluster.
    private static SiloAddress NewAddress() => SiloAddress.New(new IPAddress(Guid.NewGuid().ToByteArray()), 0, -SiloAddress.AllocateNewGeneration());
}
