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

    [Fact]
    public void All_short_lived_classes_exist() => Assert.All<string>(
        [GrainLifetimes.Order, .. GrainLifetimes.OfCustomers],
        static name => Assert.True(typeof(Grain).IsAssignableFrom(typeof(GrainLifetimes).Assembly.GetType(name)), name));
}
