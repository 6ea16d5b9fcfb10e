using OrleansMicro.Orders;

namespace OrleansMicro.Simulation.Clients;

/// <summary>A checkout, as far as its customer knows.</summary>
internal sealed class CheckoutKnowledge(string customer, string key, OrderTerms terms)
{
    public string Customer => customer;

    public string Key => key;

    public OrderTerms Terms => terms;

    public string OrderId { get; } = Ids.OrderId(customer, key);

    /// <summary>The content of the cart at each attempt that may have placed the order; null where it was unknown.</summary>
    public List<SortedDictionary<string, int>?> Carts { get; } = [];

    /// <summary>The newest answer about the order; null: no attempt was accepted.</summary>
    public Order? Order { get; set; }

    /// <summary>The most attempts that the payment was shown with, and when; null: not seen.</summary>
    public (long At, int Attempts)? PaymentSeen { get; set; }

    /// <summary>Whether an attempt got no answer. The order can exist then in spite of a later refusal.</summary>
    public bool IsUnsure { get; set; }

    /// <summary>Whether a cancellation was requested.</summary>
    public bool CancelAsked { get; set; }

    /// <summary>Whether the cancellation was accepted.</summary>
    public bool CancelAccepted { get; set; }

    /// <summary>Whether a shipment was requested.</summary>
    public bool ShipAsked { get; set; }

    /// <summary>Records the content of the cart at an attempt. A refused attempt has placed no order; one without an answer may have.</summary>
    public void NoteAsking(SortedDictionary<string, int>? cart)
    {
        if (!IsUnsure)
            Carts.Clear();
        Carts.Add(cart is null ? null : new(cart, StringComparer.Ordinal));
    }
}
