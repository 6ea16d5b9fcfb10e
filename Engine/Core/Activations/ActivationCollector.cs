using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Deactivates idle activations from time to time.</summary>
internal sealed class ActivationCollector(
    SiloRuntime silo,
    IOptions<GrainCollectionOptions> options,
    [FromKeyedServices(TimeProviderNames.ActivationManagement)] TimeProvider time)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private ITimer? _timer;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(ActivationCollector), ServiceLifecycleStage.RuntimeServices, Start, Stop);

    private Task Start(CancellationToken cancellationToken)
    {
        var quantum = options.Value.CollectionQuantum;
        _timer = time.CreateTimer(static state => ((SiloRuntime)state!).CollectIdle(), silo, quantum, quantum);
        return Task.CompletedTask;
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        if (_timer is { } timer)
            await timer.DisposeAsync();
    }
}
