using System.Net;
using Microsoft.Extensions.Hosting;

namespace Orleans.Runtime;

/// <summary>Connects the client with its host, and disconnects it.</summary>
internal sealed class ClientHostedService(
    ClientRuntime client,
    ClientLifecycleSubject lifecycle,
    IEnumerable<ILifecycleParticipant<IClusterClientLifecycle>> participants)
    : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var participant in participants)
            participant.Participate(lifecycle);

        // The negative generation marks a client; no frame is ever sent to address and port themselves.
        client.Open(SiloAddress.New(IPAddress.Loopback, 0, -SiloAddress.AllocateNewGeneration()));
        await lifecycle.OnStart(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await lifecycle.OnStop(cancellationToken);
        client.Close();
    }
}
