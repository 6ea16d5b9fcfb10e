using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace OrleansMicro.Bench.Load;

/// <summary>Writes the two requests of a purchase into a buffer of its own. For one thread.</summary>
internal sealed class RequestWriter(Uri server, LoadShop shop)
{
    // A quantity of one digit: every body of this kind has the same length.
    private const int PutBodyLength = 14;

    private readonly byte[] _buffer = new byte[2048];
    private readonly string _checkoutBody =
        """{"paymentMethod":"tok_ok","shipTo":{"name":"A. Smith","line1":"1 High Street","city":"London","country":"GB"}}""";

    public ReadOnlySpan<byte> PutLine(string customer, int product, int quantity)
    {
        Utf8.TryWrite(
            _buffer,
            CultureInfo.InvariantCulture,
            $"PUT /v1/carts/{customer}/lines/{shop.Seller(product)}/{shop.Product(product)} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\nContent-Length: {PutBodyLength}\r\n\r\n{{\"quantity\":{quantity}}}",
            out var length);
        return _buffer.AsSpan(0, length);
    }

    public ReadOnlySpan<byte> Checkout(string customer, long number)
    {
        Utf8.TryWrite(
            _buffer,
            CultureInfo.InvariantCulture,
            $"POST /v1/carts/{customer}/checkout HTTP/1.1\r\nHost: {server.Authority}\r\nIdempotency-Key: {shop.Run}-{number}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(_checkoutBody)}\r\n\r\n{_checkoutBody}",
            out var length);
        return _buffer.AsSpan(0, length);
    }
}
