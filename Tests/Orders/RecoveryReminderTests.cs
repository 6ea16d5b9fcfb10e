using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Orders;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Orders;

/// <summary>A recovery shard whose reminder could not be registered tries again with the next order.</summary>
[Collection(MarketplaceTests.Name)]
public sealed class RecoveryReminderTests : IAsyncLifetime
{
    private readonly FailingReminders _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(false, "0")]
    [InlineData(true, "1")]
    public async Task A_reminder_that_failed_is_registered_with_the_next_order(bool atOnce, string shard)
    {
        _cluster.Fail = () => atOnce
            ? throw new InvalidOperationException("Planted.")
            : Task.FromException<IGrainReminder>(new IOException("Planted."));
        await _cluster.Grains.GetGrain<IOrderRecoveryGrain>(shard).Register("order-1");
        _cluster.Fail = null;

        await _cluster.Grains.GetGrain<IOrderRecoveryGrain>(shard).Register("order-2");
        await _cluster.Grains.GetGrain<IOrderRecoveryGrain>(shard).Register("order-3");

        Assert.Equal(2, _cluster.Registrations);
    }

    private sealed class FailingReminders : MarketplaceCluster
    {
        private int _registrations;

        public Func<Task<IGrainReminder>>? Fail { get; set; }

        public int Registrations => _registrations;

        protected override void ConfigureSilo(ISiloBuilder silo) => silo.Services.AddSingleton(Stub.For<Orleans.Timers.IReminderRegistry>(_ =>
        {
            Interlocked.Increment(ref _registrations);
            return Fail?.Invoke() ?? Task.FromResult(Stub.For<IGrainReminder>(static _ => ""));
        }));
    }
}
