using System.Text.Json;
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
        Assert.Equal(
            [3, 3, 4, 2, 2, 2],
            [
                VersionOf(new OrderState { Version = 7 }), VersionOf(new CartState { Version = 7 }), VersionOf(new StockState { Version = 7 }),
                VersionOf(new ProductState()), VersionOf(new SellerState { Version = 7 }), VersionOf(new CustomerState { Version = 7 }),
            ]);
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

    private static int VersionOf<TState>(TState state)
    {
        using var row = JsonDocument.Parse(Serializer().Serialize(state).ToString());
        return row.RootElement.GetProperty("$schema").GetInt32();
    }

    private static JsonGrainStorageSerializer Serializer()
    {
        var services = new ServiceCollection();
        services.AddStateUpgrades();
        using var provider = services.BuildServiceProvider();
        return new JsonGrainStorageSerializer(StateJson.Options, provider.GetRequiredService<StateUpgrades>());
    }
}
