using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace OrleansMicro.Bench.Load;

/// <summary>Writes the two requests of a purchase into a buffer of its own. For one thread.</summary>
internal sealed class RequestWriter(Uri server, LoadShop shop)
{
    private const string CheckoutBody =
        """{"paymentMethod":"tok_ok","shipTo":{"name":"A. Smith","line1":"1 High Street","city":"London","country":"GB"}}""";

    private readonly byte[] _buffer = new byte[2048];
    private readonly string _headers = $" HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: ";
    private readonly int _checkoutLength = Encoding.UTF8.GetByteCount(CheckoutBody);

    /// <summary>Puts 1 to 9 units of a product into a cart.</summary>
    public ReadOnlySpan<byte> PutLine(string customer, int product, int quantity)
    {
        Utf8.TryWrite(
            _buffer,
            CultureInfo.InvariantCulture,
            $"PUT /v1/carts/{customer}/lines/{shop.Seller(product)}/{shop.Product(product)}{_headers}14\r\n\r\n{{\"quantity\":{quantity}}}",
            out var length);
        return _buffer.AsSpan(0, length);
    }

    /// <summary>Checks a cart out.</summary>
    public ReadOnlySpan<byte> Checkout(string customer, long number)
    {
        var key = $"\r\nIdempotency-Key: {shop.Run}-{number}\r\n\r\n";
        Utf8.TryWrite(
            _buffer,
            CultureInfo.InvariantCulture,
            $"POST /v1/carts/{customer}/checkout{_headers}{_checkoutLength}{key}{CheckoutBody}",
            out var length);
        return _buffer.AsSpan(0, length);
    }
}
