using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;
using OrleansMicro.Payments;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>A cluster whose payment provider waits where a test says so, and whose storage fails at random when a test configures it.</summary>
public class CheckoutCluster : MarketplaceCluster
{
    internal Gates Gates { get; } = new();

    internal RandomFaults Faults { get; } = new(20261122);

    protected override void ConfigureSilo(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<SimulatedPaymentProvider>();
        silo.Services.AddSingleton<IPaymentProvider>(services =>
            new GatedProvider(services.GetRequiredService<SimulatedPaymentProvider>(), Gates));
        silo.Services.AddKeyedSingleton<IGrainStorage>("Default", new FaultyStorage(Storage, Faults));

        // A test that waits at a gate must not run into the timeout with the provider, and a dead silo should be found out soon.
        silo.Services.Configure<PaymentOptions>(options => options.ProviderTimeout = TimeSpan.FromMinutes(1));
        silo.Services.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromMilliseconds(500);
            options.NumMissedProbesLimit = 2;
        });
    }
}

/// <summary>Places where requests to the provider wait: before they are done or after.</summary>
internal sealed class Gates
{
    private readonly ConcurrentDictionary<(string Order, ProviderAction Action, bool After), Gate> _gates = [];

    public Gate Close(string orderId, ProviderAction action, bool after) => _gates.GetOrAdd((orderId, action, after), _ => new Gate());

    public Task Pass(ProviderRequest request, bool after) =>
        _gates.TryGetValue((request.OrderId, request.Action, after), out var gate) ? gate.Pass() : Task.CompletedTask;
}

/// <summary>Lets nobody through until it is opened.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Open() => _open.TrySetResult();

    public Task Pass()
    {
        _reached.TrySetResult();
        return _open.Task;
    }
}

internal sealed class GatedProvider(IPaymentProvider inner, Gates gates) : IPaymentProvider
{
    public async Task<ProviderAnswer> Execute(ProviderRequest request, CancellationToken cancellation)
    {
        await gates.Pass(request, after: false);
        var answer = await inner.Execute(request, cancellation);
        await gates.Pass(request, after: true);
        return answer;
    }
}

/// <summary>How many of a hundred writes fail, and how: one in five with a wrong ETag, two before the write and two after it.</summary>
internal sealed class RandomFaults(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();

    public int Percent { get; set; }

    /// <summary>0: none; 1: wrong ETag; 2 and 3: before; 4 and 5: after.</summary>
    public int Next()
    {
        lock (_lock)
            return _random.Next(100) < Percent ? 1 + _random.Next(5) : 0;
    }
}

internal sealed class FaultyStorage(IGrainStorage inner, RandomFaults faults) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var fault = faults.Next();
        if (fault == 1)
            throw new InconsistentStateException("Planted.", "planted", grainState.ETag);
        if (fault is 2 or 3)
            throw new IOException("Planted before the write.");

        // A lost answer must not bring the new ETag with it.
        var etag = grainState.ETag;
        await inner.WriteStateAsync(stateName, grainId, grainState);
        if (fault is 4 or 5)
        {
            grainState.ETag = etag;
            throw new IOException("Planted after the write.");
        }
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
