using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Batches;

namespace OrleansMicro.Tests.Orders;

/// <summary>The calls of an order on a single silo: all of them are direct.</summary>
internal static class DirectCalls
{
    public static OrderCalls With(IGrainFactory grains)
    {
        var batches = new BatchCalls(grains, new OneSilo());
        return new OrderCalls(batches, new ForgetQueue(batches, new FakeTimeProvider()));
    }

    private sealed class OneSilo : IClusterSilos
    {
        public SiloAddress Local => SiloAddress.Zero;

        public ImmutableArray<SiloAddress> Active => [SiloAddress.Zero];
    }
}
