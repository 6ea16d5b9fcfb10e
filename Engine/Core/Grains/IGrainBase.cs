using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain class has, whether or not it derives from <see cref="Grain"/>.</summary>
public interface IGrainBase
{
    /// <summary>The activation.</summary>
    IGrainContext GrainContext { get; }

    /// <summary>Called before the first request.</summary>
    Task OnActivateAsync(CancellationToken token) => Task.CompletedTask;

    /// <summary>Called after the last request, unless the silo dies.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token) => Task.CompletedTask;
}
