using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Reminders;

namespace Orleans.Runtime;

/// <summary>The control grain of a silo.</summary>
[GrainType(SiloControl.TypeName), Reentrant, KeepAlive]
internal sealed class SiloControlGrain(SiloRuntime silo, RemoteCalls remote, TimeProvider time, IServiceProvider services) : Grain, ISiloControl
{
    /// <inheritdoc/>
    public Task ReloadReminder(GrainId grainId, string reminderName) =>
        services.GetService<LocalReminders>()?.Reload(grainId, reminderName) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public Task Ping() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<Holdings> Adopt(long version, SiloAddress newOwner, SiloAddress[] owners) => silo.Adopt(new MembershipVersion(version), newOwner, owners);

    /// <inheritdoc/>
    public Task Release(GrainId grainId) => silo.Release(grainId);

    /// <inheritdoc/>
    public Task<List<GrainAddress>> GetActivations() =>
        Task.FromResult<List<GrainAddress>>([.. Visible().Select(static activation => activation.Address)]);

    /// <inheritdoc/>
    public Task<SiloRuntimeStatistics> GetRuntimeStatistics()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return Task.FromResult(new SiloRuntimeStatistics(Visible().Count(), remote.SentMessages, remote.ReceivedMessages, now));
    }

    /// <inheritdoc/>
    public Task<SiloReport> GetReport() => Task.FromResult(silo.Statistics.Report());

    /// <inheritdoc/>
    public Task CollectIdle(TimeSpan age)
    {
        silo.CollectIdle(age);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task CollectGarbage()
    {
        GC.Collect();
        return Task.CompletedTask;
    }

    // The engine's own grains are no business of the application.
    private IEnumerable<Activation> Visible() => silo.Activations.Where(
        static activation => activation.State is ActivationState.Valid or ActivationState.Activating
            && !SiloControl.IsOne(activation.GrainId)
            && activation.Class.Type != typeof(ManagementGrain));
}
