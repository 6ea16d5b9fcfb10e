using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Silo.Storage;
using OrleansMicro.Stock;

namespace OrleansMicro.Tests.Storage;

public sealed class StoredNamesTests
{
    private const string Reservation = """[{"orderId":"o1","quantity":2,"expiresAt":5,"token":7}]""";

    [Theory]
    [InlineData($$"""{"version":3,"onHand":9,"reserved":2,"holds":{{Reservation}}}""")]
    [InlineData($$"""{"$schema":2,"version":3,"onHand":9,"reserved":2,"reservations":{{Reservation}}}""")]
    public void Reservations_load_under_their_old_and_new_name(string row)
    {
        var services = new ServiceCollection();
        services.AddStateUpgrades();
        using var provider = services.BuildServiceProvider();
        var serializer = new JsonGrainStorageSerializer(StateJson.Options, provider.GetRequiredService<StateUpgrades>());

        var state = serializer.Deserialize<StockState>(BinaryData.FromString(row))!;

        Assert.Equal(new StockReservation("o1", 2, 5, 7), Assert.Single(state.Reservations));
        Assert.Equal((3, 9, 2), (state.Version, state.OnHand, state.Reserved));
    }
}
