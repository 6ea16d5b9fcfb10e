using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansMicro.Carts;
using OrleansMicro.Orders;
using OrleansMicro.Silo;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Silo;

/// <summary>When Orleans lets idle grains go.</summary>
public sealed class IdleGrainsTests
{
    [Fact]
    public void Orders_leave_before_carts_and_carts_before_stock()
    {
        var options = new GrainCollectionOptions();
        IdleGrains.Configure(options, new ServerOptions());

        Assert.Equal(TimeSpan.FromSeconds(15), options.ClassSpecificCollectionAge[typeof(OrderGrain).FullName!]);
        Assert.Equal(TimeSpan.FromMinutes(2), options.ClassSpecificCollectionAge[typeof(CartGrain).FullName!]);
        Assert.False(options.ClassSpecificCollectionAge.ContainsKey(typeof(StockGrain).FullName!));
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromSeconds(7.5)), (options.CollectionAge, options.CollectionQuantum));
    }

    [Fact]
    public void The_search_for_idle_grains_is_quicker_than_each_age()
    {
        var options = new GrainCollectionOptions();
        IdleGrains.Configure(options, new ServerOptions { IdleTime = TimeSpan.FromSeconds(10), OrderIdleTime = TimeSpan.FromSeconds(30) });

        Assert.Equal(TimeSpan.FromSeconds(5), options.CollectionQuantum);
    }

    [Theory]
    [InlineData(15, 10, 10, true)]
    [InlineData(15, 60, 10, true)]
    [InlineData(15, 60, 11, false)]
    [InlineData(15, 15, 60, true)]
    [InlineData(15, 16, 60, false)]
    public void Orders_do_not_leave_before_their_next_attempt(int idle, int pause, int pulse, bool isValid)
    {
        var orders = Options.Create(new OrderOptions { MaxBackoff = TimeSpan.FromSeconds(pause) });
        var server = new ServerOptions { OrderIdleTime = TimeSpan.FromSeconds(idle), RecoveryPulse = TimeSpan.FromSeconds(pulse) };

        Assert.Equal(isValid, new OrderIdleTimeValidator(orders).Validate(null, server).Succeeded);
    }

    [Fact]
    public void A_server_does_not_start_if_they_would()
    {
        using var folder = new TempFolder();
        var failure = Assert.Throws<OptionsValidationException>(() => SingleServer.Create(
            ["--data", folder.Path, "--Orders:MaxBackoff", "00:01:00", "--Server:RecoveryPulse", "00:05:00"]));

        Assert.Equal(
            ["Server:OrderIdleTime is 00:00:15; it must be at least Orders:MaxBackoff (00:01:00), or at least Orders:ResumeAfter and "
                + "Server:RecoveryPulse together (00:05:05), or orders are retried late."],
            failure.Failures);
    }

    [Fact]
    public void All_short_lived_classes_exist() => Assert.All<string>(
        [GrainLifetimes.Order, .. GrainLifetimes.CartsCustomersAndPages],
        static name => Assert.True(typeof(Grain).IsAssignableFrom(typeof(GrainLifetimes).Assembly.GetType(name)), name));
}
