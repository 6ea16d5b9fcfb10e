using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base class of grains.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly IGrainRuntime? _runtime;

    /// <summary>Creates the grain within the activation that is being started.</summary>
    protected Grain() : this(RuntimeContext.Current!, null)
    {
    }

    /// <summary>Creates the grain with a context of its own, for tests without a silo.</summary>
    protected Grain(IGrainContext grainContext, IGrainRuntime? grainRuntime = null)
    {
        GrainContext = grainContext;
        _runtime = grainRuntime;
    }

    /// <inheritdoc/>
    public IGrainContext GrainContext { get; }

    /// <summary>A reference to this grain.</summary>
    public GrainReference GrainReference => GrainContext.GrainReference;

    /// <summary>The silo this activation lives in.</summary>
    public string RuntimeIdentity => Runtime.SiloIdentity;

    /// <summary>The grain's identity as text.</summary>
    public string IdentityString => GrainContext?.GrainId.ToString() ?? string.Empty;

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => Runtime.GrainFactory;

    /// <summary>Services with the lifetime of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => GrainContext?.ActivationServices ?? Runtime.ServiceProvider;

    internal IGrainRuntime Runtime => _runtime ?? GrainContext.ActivationServices.GetRequiredService<IGrainRuntime>();

    /// <summary>Called before the first request. If it fails, its exception goes to the callers and the next call tries again.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called after the last request, unless the silo dies.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends this activation once its running requests have ended; waiting ones go to the next activation.</summary>
    protected void DeactivateOnIdle()
    {
        EnsureRuntime();
        Runtime.DeactivateOnIdle(GrainContext);
    }

    /// <summary>Keeps this activation from being collected for <paramref name="timeSpan"/>; a negative span takes that back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan)
    {
        EnsureRuntime();
        Runtime.DelayDeactivation(GrainContext, timeSpan);
    }

    /// <summary>Like <see cref="DeactivateOnIdle"/>: this engine places the next activation by itself.</summary>
    protected void MigrateOnIdle() => DeactivateOnIdle();

    /// <summary>Starts a timer whose ticks interleave with requests and don't keep the activation alive.</summary>
    [Obsolete("Use 'this.RegisterGrainTimer(callback, state, new() { DueTime = dueTime, Period = period, Interleave = true })' instead.")]
    protected IDisposable RegisterTimer(Func<object?, Task> callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        EnsureRuntime();
        return Runtime.TimerRegistry.RegisterTimer(GrainContext, callback, state, dueTime, period);
    }

    private void EnsureRuntime()
    {
        if (GrainContext is null)
            throw new InvalidOperationException("Grain was created outside of the Orleans creation process and no runtime was specified.");
    }
}
