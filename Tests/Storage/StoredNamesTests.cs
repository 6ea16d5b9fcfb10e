using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Customers;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;
using OrleansMicro.Silo.Storage;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Storage;

public sealed class StoredNamesTests
{
    private const string Reservation = """[{"orderId":"o1","quantity":2,"expiresAt":5,"token":7}]""";

    /// <summary>
    /// An earlier version would drop the events from such a row, and before that the payment and the packages. It refuses rows of a newer schema
    /// version.
    /// </summary>
    [Fact]
    public void Rows_with_events_have_a_version_that_earlier_ones_refuse()
    {
        Assert.StartsWith("""{"$schema":3,"version":7""", Serializer().Serialize(new OrderState { Version = 7 }).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("""{"$schema":3""", Serializer().Serialize(new CartState { Version = 7 }).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("""{"$schema":4""", Serializer().Serialize(new StockState { Version = 7 }).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("""{"$schema":2""", Serializer().Serialize(new ProductState()).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("""{"$schema":2""", Serializer().Serialize(new SellerState { Version = 7 }).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("""{"$schema":2""", Serializer().Serialize(new CustomerState { Version = 7 }).ToString(), StringComparison.Ordinal);
        Assert.Equal(7, Serializer().Deserialize<OrderState>(BinaryData.FromString("""{"version":7}"""))!.Version);
    }

    [Theory]
    [InlineData($$"""{"version":3,"onHand":9,"reserved":2,"holds":{{Reservation}}}""")]
    [InlineData($$"""{"$schema":2,"version":3,"onHand":9,"reserved":2,"reservations":{{Reservation}},"nextExpiry":5}""")]
    [InlineData("""{"$schema":3,"version":3,"onHand":9,"reserved":2,"reservations":[["o1",2,5,7]]}""")]
    public void Reservations_load_under_every_name_and_form(string row)
    {
        var state = Serializer().Deserialize<StockState>(BinaryData.FromString(row))!;

        Assert.Equal(new StockReservation("o1", 2, 5, 7), Assert.Single(state.Reservations));
        Assert.Equal((3, 9, 2), (state.Version, state.OnHand, state.Reserved));
    }

    private static JsonGrainStorageSerializer Serializer()
    {
        var services = new ServiceCollection();
        services.AddStateUpgrades();
        using var provider = services.BuildServiceProvider();
        return new JsonGrainStorageSerializer(StateJson.Options, provider.GetRequiredService<StateUpgrades>());
    }
}
