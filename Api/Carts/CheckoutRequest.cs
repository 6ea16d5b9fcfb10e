namespace OrleansMicro.Carts;

/// <summary>The payment and the destination of an order.</summary>
internal sealed class CheckoutRequest : JsonRequest<CheckoutRequest>
{
    /// <summary>
    /// The payment provider's token of the card or account; never a card number. The simulator supports tok_ok, tok_decline, tok_timeout and
    /// tok_twice.
    /// </summary>
    [JsonRequired, PaymentToken] public string PaymentMethod { get; set; } = "";

    /// <summary>The destination.</summary>
    [JsonRequired] public AddressRequest ShipTo { get; set; } = new();

    /// <summary>Whether to leave out lines that are out of stock instead of rejecting the order.</summary>
    public bool AllowPartial { get; set; }

    /// <summary>The total that the customer expects. The checkout is refused if the total of the cart is another.</summary>
    public MoneyRequest? Total { get; set; }

    public CheckoutCart ToCommand(string customerId, IdempotencyKey key)
    {
        var (shipTo, total) = (ShipTo.ToAddress(), Total?.ToMoney());
        var terms = new OrderTerms(Fingerprint(shipTo, total), PaymentMethod, shipTo, AllowPartial);
        return new(Ids.OrderId(customerId, key.Value), terms, total, EarlierOrderId: Ids.EarlierOrderId(customerId, key.Value));
    }

    // Of the values, not of the bytes: the same request with its fields in another order is the same.
    private string Fingerprint(Address shipTo, Money? total) => OperationId.From(
        "checkout", PaymentMethod, shipTo.Name, shipTo.Line1, shipTo.Line2, shipTo.City, shipTo.PostalCode, shipTo.Country,
        AllowPartial ? "partial" : "whole", total?.ToString());
}
