using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>The silos of a test cluster of either kind: starting, stopping, killing and finding them.</summary>
internal sealed class SiloSet(Func<string, short, Task<InProcessSiloHandle>> start)
{
    private readonly Lock _lock = new();
    private readonly List<InProcessSiloHandle> _silos = [];
    private short _nextNumber;

    /// <summary>What the silos share.</summary>
    public InMemoryCluster Cluster { get; } = new();

    /// <summary>The silos that run, in the order in which they started.</summary>
    public InProcessSiloHandle[] Active
    {
        get
        {
            lock (_lock)
                return [.. _silos.Where(static silo => silo.IsActive)];
        }
    }

    /// <summary>Starts a silo.</summary>
    public Task<InProcessSiloHandle> StartAsync()
    {
        short number;
        lock (_lock)
            number = _nextNumber++;
        var name = number == 0 ? "Primary" : string.Create(CultureInfo.InvariantCulture, $"Secondary_{number}");
        return StartAsync(name, number);
    }

    /// <summary>Starts a silo that has run before.</summary>
    public async Task<InProcessSiloHandle> StartAsync(string name, short number)
    {
        var silo = await start(name, number);
        lock (_lock)
        {
            _silos.RemoveAll(other => other.Name == name && !other.IsActive);
            _silos.Add(silo);
        }

        return silo;
    }

    /// <summary>Stops all silos in order, the last started first.</summary>
    public async Task StopAllAsync()
    {
        foreach (var silo in Active.Reverse())
            await silo.StopSiloAsync(stopGracefully: true);
    }

    /// <summary>Kills all silos.</summary>
    public async Task KillAllAsync()
    {
        foreach (var silo in Active.Reverse())
            await silo.StopSiloAsync(stopGracefully: false);
    }

    /// <summary>The silo with the address, or null.</summary>
    public InProcessSiloHandle? Find(SiloAddress address) => Active.FirstOrDefault(silo => silo.SiloAddress.Equals(address));

    /// <summary>The silo with the name that has run, or null.</summary>
    public InProcessSiloHandle? Find(string name)
    {
        lock (_lock)
            return _silos.LastOrDefault(silo => silo.Name == name);
    }

    /// <summary>The services of a silo, or of the first.</summary>
    public IServiceProvider ServicesOf(SiloAddress? address)
    {
        var silo = address is null ? Active.FirstOrDefault() : Find(address);
        return silo?.ServiceProvider ?? throw new ArgumentException($"There is no silo {address}.", nameof(address));
    }

    /// <summary>The activation of a grain, in whichever silo.</summary>
    public bool TryGetContext(GrainId grainId, [NotNullWhen(true)] out IGrainContext? context)
    {
        context = null;
        foreach (var silo in Active)
            context ??= silo.Runtime.FindActivation(grainId);
        return context is not null;
    }

    /// <summary>Deactivates a grain and waits until it is gone.</summary>
    public async Task DeactivateAsync(GrainId grainId)
    {
        if (!TryGetContext(grainId, out var context))
            return;
        context.Deactivate(new(DeactivationReasonCode.RuntimeRequested, "The test asked for it."));
        await context.Deactivated;
    }

    /// <summary>Waits until a grain has no activation.</summary>
    public async Task WaitForDeactivationAsync(GrainId grainId)
    {
        if (TryGetContext(grainId, out var context))
            await context.Deactivated;
    }
}
