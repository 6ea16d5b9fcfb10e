using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using OrleansMicro.Bench.Api;

namespace OrleansMicro.Bench.Load;

/// <summary>
/// A buyer: one thread, one connection at a time, one purchase after the other, each by another of its customers. A request whose
/// connection is lost is sent again to the next server, as every request here may be.
/// </summary>
internal sealed class LoadWorker(
    int number, IReadOnlyList<Uri> servers, LoadShop shop, Baskets baskets, int customers, LoadClock clock)
{
    private const int MaxRepeats = 10;

    private readonly RequestWriter _writer = new(servers[0], shop);
    // A fixed seed: two runs ask for the same products in the same order.
    private readonly Random _random = new(number);
    private readonly int[] _products = new int[baskets.Lines];
    private readonly LeanConnection[] _connections = [.. servers.Select(server => new LeanConnection(server))];
    private int _server = number % servers.Count;

    public LatencyHistogram Purchase { get; } = new();

    public LatencyHistogram PutLine { get; } = new();

    public LatencyHistogram Checkout { get; } = new();

    public Dictionary<string, long> Errors { get; } = [];

    /// <summary>Requests sent again after their connection was lost.</summary>
    public long Retries { get; private set; }

    /// <summary>Units in all paid purchases, warm-up included.</summary>
    public long UnitsBought { get; private set; }

    public void Run()
    {
        for (long purchase = 0; clock.Phase != LoadPhase.Over; purchase++)
        {
            try
            {
                if (!Buy(purchase)) LoadClock.BackOff();
            }
            catch (Exception lost) when (lost is SocketException or IOException)
            {
                Count("connection: " + lost.Message);
                LoadClock.BackOff();
            }
        }

        foreach (var connection in _connections) connection.Dispose();
    }

    private bool Buy(long purchase)
    {
        var customer = string.Create(CultureInfo.InvariantCulture, $"{shop.Run}-c{number}-{purchase % customers}");
        var began = clock.Now;
        long units = 0;
        baskets.Pick(_random, _products);
        foreach (var product in _products)
        {
            var quantity = 1 + _random.Next(3);
            var status = Exchange(_writer.PutLine(customer, product, quantity), PutLine, out var line);
            if (status is not (200 or 201)) return Fail("put line", status, line);
            units += quantity;
        }

        var checkedOut = Exchange(_writer.Checkout(customer, purchase), Checkout, out var order);
        if (checkedOut is not (200 or 201) || order.IndexOf("\"status\":\"paid\""u8) < 0) return Fail("checkout", checkedOut, order);
        UnitsBought += units;
        if (clock.Phase == LoadPhase.Measuring) Purchase.Record(clock.Since(began));
        return true;
    }

    private int Exchange(ReadOnlySpan<byte> request, LatencyHistogram histogram, out ReadOnlySpan<byte> body)
    {
        var began = clock.Now;
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var status = _connections[_server].Exchange(request, out body);
                if (clock.Phase == LoadPhase.Measuring) histogram.Record(clock.Since(began));
                return status;
            }
            catch (Exception lost) when (lost is SocketException or IOException && attempt < MaxRepeats)
            {
                Retries++;
                _server = (_server + 1) % servers.Count;
                LoadClock.BackOff();
            }
        }
    }

    private bool Fail(string what, int status, ReadOnlySpan<byte> body)
    {
        Count(string.Create(CultureInfo.InvariantCulture, $"{what}: {status} {Reason(body)}"));
        return false;
    }

    private void Count(string kind) => Errors[kind] = Errors.GetValueOrDefault(kind) + 1;

    private static string Reason(ReadOnlySpan<byte> body)
    {
        try
        {
            var problem = JsonSerializer.Deserialize(body, ApiJson.Default.FailedPurchase);
            return problem?.Code ?? problem?.ReasonCode ?? problem?.Status.ToString() ?? "";
        }
        catch (JsonException)
        {
            return "(no JSON)";
        }
    }
}
