using OrleansMicro.Simulation.Shop;

namespace OrleansMicro.Simulation.Clients;

/// <summary>The units and the price of a product, as far as clients know.</summary>
internal sealed class ProductKnowledge(string sellerId, string productId)
{
    private TimeSpan _mayChangeUntil;

    public string SellerId => sellerId;

    public string ProductId => productId;

    public string Key => Ids.ProductKey(sellerId, productId);

    /// <summary>Its name in <see cref="Model"/>.</summary>
    public string Name => $"product {Key}";

    /// <summary>Units of accepted changes.</summary>
    public long Received { get; set; }

    public long WrittenOff { get; set; }

    /// <summary>Changes with unknown outcome.</summary>
    public List<int> Unknown { get; } = [];

    public long PriceMinor { get; private set; }

    public bool PriceIsKnown { get; private set; } = true;

    /// <summary>A price change got no answer. It can be executed as long as its call can be on the way.</summary>
    public void NoteMaybePriced(TimeSpan now) => (PriceIsKnown, _mayChangeUntil) = (false, now + ShopWorld.MaxCallAge);

    /// <summary>A price change was accepted; its first attempt was sent at <paramref name="asked"/>.</summary>
    public void NotePriced(long priceMinor, TimeSpan asked) => (PriceMinor, PriceIsKnown) = (priceMinor, asked >= _mayChangeUntil);
}
