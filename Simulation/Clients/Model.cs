using OrleansMicro.Simulation.Shop;
using OrleansMicro.Orders;

namespace OrleansMicro.Simulation.Clients;

/// <summary>What all clients were told. Nothing else is known about the shop.</summary>
internal sealed class Model(Broken broken)
{
    private readonly SortedDictionary<string, long> _seen = new(StringComparer.Ordinal);

    public SortedDictionary<string, ProductKnowledge> Products { get; } = new(StringComparer.Ordinal);

    public List<CheckoutKnowledge> Checkouts { get; } = [];

    public SortedSet<string> Customers { get; } = new(StringComparer.Ordinal);

    /// <summary>The newest version of something that anybody was told so far; whoever asks from now on must be told no older one.</summary>
    public long Floor(string what) => _seen.GetValueOrDefault(what);

    /// <summary>Somebody was told a version, after having asked when the newest known one was <paramref name="floor"/>.</summary>
    public void Saw(string what, long version, long floor)
    {
        broken.Check(6, version >= floor, () => $"{what} was shown at version {version} to somebody who asked after version {floor} had been shown.");
        _seen[what] = Math.Max(version, _seen.GetValueOrDefault(what));
    }
}

/// <summary>A product's units, as far as clients were told.</summary>
internal sealed class ProductKnowledge(string sellerId, string productId)
{
    private TimeSpan _mayChangeUntil;

    public string SellerId => sellerId;

    public string ProductId => productId;

    public string Key => Ids.ProductKey(sellerId, productId);

    /// <summary>Units that were accepted for certain: received and written off.</summary>
    public long Received { get; set; }

    public long WrittenOff { get; set; }

    /// <summary>Changes of which nobody knows whether they happened.</summary>
    public List<int> Unknown { get; } = [];

    public long PriceMinor { get; private set; }

    public bool PriceIsKnown { get; private set; } = true;

    /// <summary>A price was asked for, and until now there was no answer: it may be set as long as the call may be under way.</summary>
    public void NoteMaybePriced(TimeSpan now) => (PriceIsKnown, _mayChangeUntil) = (false, now + ShopWorld.MaxCallAge);

    /// <summary>A price was accepted that was first asked for at <paramref name="asked"/>.</summary>
    public void NotePriced(long priceMinor, TimeSpan asked) => (PriceMinor, PriceIsKnown) = (priceMinor, asked >= _mayChangeUntil);
}

/// <summary>A checkout, as far as its customer was told.</summary>
internal sealed class CheckoutKnowledge(string customer, string key, OrderTerms terms)
{
    public string Customer => customer;

    public string Key => key;

    public OrderTerms Terms => terms;

    public string OrderId { get; } = Ids.OrderId(customer, key);

    /// <summary>What the cart held at each asking that may have made the order; null where that was not known for certain.</summary>
    public List<SortedDictionary<string, int>?> Carts { get; } = [];

    /// <summary>The latest that was told of the order; null: it was never told that there is one.</summary>
    public Order? Order { get; set; }

    /// <summary>Whether it was ever asked for without an answer: then it may be placed in spite of a refusal later on.</summary>
    public bool IsUnsure { get; set; }

    /// <summary>Whether a cancellation was asked for.</summary>
    public bool CancelAsked { get; set; }

    /// <summary>Whether the cancellation was accepted.</summary>
    public bool CancelTold { get; set; }

    /// <summary>Whether the seller was asked to ship.</summary>
    public bool ShipAsked { get; set; }

    /// <summary>Notes what the cart holds as the order is asked for. An asking that was refused for certain has made no order; one without an answer may have.</summary>
    public void NoteAsking(SortedDictionary<string, int>? cart)
    {
        if (!IsUnsure)
            Carts.Clear();
        Carts.Add(cart is null ? null : new(cart, StringComparer.Ordinal));
    }
}
