using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using OrleansMicro.Orders;

namespace OrleansMicro.Carts;

/// <summary>A product for the cart.</summary>
internal sealed class AddCartLineRequest
{
    /// <summary>The product's seller.</summary>
    [JsonRequired, RegularExpression("^[A-Za-z0-9_-]{1,64}$")]
    public string SellerId { get; set; } = "";

    /// <summary>The product.</summary>
    [JsonRequired, RegularExpression("^[A-Za-z0-9_-]{1,64}$")]
    public string ProductId { get; set; } = "";

    /// <summary>Units, added to those of a line that is there already.</summary>
    [JsonRequired, Range(1, Limits.MaxQuantity)]
    public int Quantity { get; set; }
}

/// <summary>How the customer pays, and where the order goes.</summary>
internal sealed class CheckoutRequest
{
    /// <summary>The payment provider's token of the card or account; never a card number. The simulator knows tok_ok, tok_decline, tok_timeout and tok_twice.</summary>
    [JsonRequired, MaxLength(Limits.MaxTextLength)]
    public string PaymentMethod { get; set; } = "";

    /// <summary>Where the order goes.</summary>
    [JsonRequired]
    public AddressRequest ShipTo { get; set; } = new();

    /// <summary>Whether lines that are out of stock are left out, instead of rejecting the order.</summary>
    public bool AllowPartial { get; set; }

    /// <summary>What the customer expects to pay; the checkout is refused if the cart costs something else.</summary>
    public MoneyRequest? Total { get; set; }

    /// <summary>The command that this body asks for.</summary>
    public CheckoutCart ToCommand(string orderId, long? expectedVersion)
    {
        var method = Method();
        var shipTo = Check.Address(ShipTo, "shipTo");
        Money? total = Total is null ? null : Check.Money(Total, "total", 0, long.MaxValue);
        return new(orderId, new OrderTerms(Fingerprint(method, shipTo, total), method, shipTo, AllowPartial), total, expectedVersion is { } version ? [version] : default);
    }

    private string Method()
    {
        var method = Check.Text(PaymentMethod, "paymentMethod", Limits.MaxTextLength);
        return method.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? throw ProblemException.Invalid("paymentMethod", "'paymentMethod' must be a token of visible ASCII characters.")
            : method;
    }

    // Of what the body says, not of its bytes: a client that writes the same in another order still repeats the same request.
    private string Fingerprint(string method, Address shipTo, Money? total) => OperationIds.Of(
        "checkout", method, shipTo.Name, shipTo.Line1, shipTo.Line2, shipTo.City, shipTo.PostalCode, shipTo.Country,
        AllowPartial ? "partial" : "whole", total?.ToString());
}
