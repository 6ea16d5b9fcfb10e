using System.Globalization;
using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;

namespace OrleansMicro.Tools.Chaos;

/// <summary>Grains spread over all silos, that are asked after a disturbance how soon they answer again.</summary>
internal sealed class ProbeGrains(ApiClient api)
{
    private const int Count = 60;
    private const string Seller = "probe";
    private readonly ShopClient _shop = new(api);

    /// <summary>Makes them, or brings them back to life.</summary>
    public async Task SetUp(CancellationToken stop)
    {
        await _shop.PutSeller(Seller, "Probe", stop);
        await Parallelism.ForEach(Products(), Count, Put, stop);
    }

    /// <summary>Seconds from now until each has answered, the client's own repeats included.</summary>
    public Task<double[]> AnswerTimes(CancellationToken stop)
    {
        var began = TimeProvider.System.GetTimestamp();
        return Parallelism.Select([.. Products()], Count, async (product, token) =>
        {
            await _shop.FindStock(Seller, product, token);
            return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        }, stop);
    }

    private static IEnumerable<string> Products() => Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"p{i}"));

    private async Task Put(string product, CancellationToken stop)
    {
        await _shop.PutProduct(Seller, product, new PutProductBody(product, "Probe", new ApiMoney(100, "EUR")), stop);
        await _shop.SetStock(Seller, product, 1, stop);
    }
}
