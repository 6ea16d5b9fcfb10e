using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using OrleansMicro.Bench.Api;

namespace OrleansMicro.Tests.Bench;

/// <summary>
/// The least of a shop that the bench's client can tell from a real one, without a socket. It exists to be wrong on purpose: a test changes what
/// it holds, or makes it fail, and the bench must notice. One request at a time.
/// </summary>
internal sealed class FakeShop : HttpMessageHandler
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _restocks = [];
    private readonly Dictionary<string, Order> _byKey = [];
    private int _requests;

    public Dictionary<string, Product> Products { get; } = [];

    public Dictionary<string, StockLevel> Stock { get; } = [];

    public ConcurrentDictionary<string, Dictionary<string, CartLine>> Carts { get; } = [];

    public List<Order> Orders { get; } = [];

    public Dictionary<string, AcquirerBooks> Books { get; } = [];

    /// <summary>Whether the so-manieth request gets no answer; half of those are carried out nevertheless.</summary>
    public Predicate<int> LosesAnswer { get; set; } = _ => false;

    /// <summary>Whether the so-manieth order's payment is declined.</summary>
    public Predicate<int> Declines { get; set; } = _ => false;

    /// <summary>Changes what is read about sellers and lists.</summary>
    public Func<object, object> Distort { get; set; } = answer => answer;

    public ApiClient Client() =>
        new([new Uri("http://fake")], 1, new Retry(TimeSpan.FromSeconds(20)), TimeProvider.System, this);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var key = request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null;
        lock (_gate)
        {
            var number = ++_requests;
            if (LosesAnswer(number) && number % 2 == 0) throw new HttpRequestException("refused");
            var (status, answer) = Answer($"{request.Method} {request.RequestUri!.AbsolutePath[1..].Replace('/', ' ')}".Split(' '), body, key);
            if (LosesAnswer(number)) throw new HttpRequestException("reset");
            return new HttpResponseMessage(status)
            {
                Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(answer, answer.GetType(), ApiJson.Default)),
            };
        }
    }

    private (HttpStatusCode Status, object Answer) Answer(string[] path, byte[] body, string? key) => path switch
    {
        ["PUT", "v1", "sellers", _] or ["PUT", "v1", "customers", _] => Ok(new Problem(null, null, null, null)),
        ["PUT", "v1", "sellers", var s, "products", var p] => Ok(Products[p] = new Product(s, p, Read<PutProductBody>(body).Price, true)),
        ["GET", "v1", "sellers", var s, "products"] =>
            Ok(Distort(new ApiPage<Product>([.. Products.Values.Where(product => product.SellerId == s)], null))),
        ["PUT", "v1", "sellers", var s, "products", var p, "stock"] => Ok(Receive(s, p, Read<SetStockBody>(body).OnHand)),
        ["POST", "v1", "sellers", var s, "products", var p, "stock", "restocks"] =>
            Ok(_restocks.Add(key!) ? Receive(s, p, Read<QuantityBody>(body).Quantity) : Stock[p]),
        ["GET", "v1", "sellers", _, "products", var p, "stock"] => Stock.TryGetValue(p, out var level) ? Ok(level) : NotFound(),
        ["GET", "v1", "sellers", var s, "orders"] => Ok(Distort(new ApiPage<LedgerEntry>(Ledger(s), null))),
        ["GET", "v1", "sellers", var s, "dashboard"] => Ok(Distort(DashboardOf(s))),
        ["GET", "v1", "carts", var c] => Ok(new Cart(c, [.. CartOf(c).Values], null)),
        ["DELETE", "v1", "carts", var c] => Ok(Carts[c] = []),
        ["PUT", "v1", "carts", var c, "lines", var s, var p] => Ok(CartOf(c)[p] = new CartLine(s, p, Read<QuantityBody>(body).Quantity)),
        ["POST", "v1", "carts", var c, "checkout"] => (HttpStatusCode.Created, Checkout(c, key!, Read<CheckoutBody>(body))),
        ["GET", "v1", "customers", var c, "orders"] => Ok(new ApiPage<Order>([.. Orders.Where(order => order.CustomerId == c)], null)),
        ["GET", "v1", "orders", var o] => Orders.Find(order => order.OrderId == o) is { } order ? Ok(Distort(order)) : NotFound(),
        ["GET", "v1", "orders", var o, "payment"] => Ok(PaymentOf(o)),
        ["GET", "v1", "shipments", var o] => Ok(Distort(ShipmentOf(o))),
        _ => throw new InvalidOperationException($"The fake shop has no {string.Join('/', path)}."),
    };

    private Order Checkout(string customer, string key, CheckoutBody body)
    {
        if (_byKey.TryGetValue($"{customer} {key}", out var made)) return made;
        var number = Orders.Count + 1;
        var lines = CartOf(customer).Values.Select(line => new OrderLine(
            line.SellerId, line.ProductId, line.Quantity, Products[line.ProductId].Price, new ApiMoney(0, "GBP"), "confirmed", null)).ToList();
        var total = new ApiMoney(lines.Sum(line => line.UnitPrice.Minor * line.Quantity), lines[0].UnitPrice.Currency);
        var reason = lines.Exists(line => Stock[line.ProductId].OnHand < line.Quantity) ? "out-of-stock"
            : Declines(number) ? "payment-declined" : null;
        var captured = reason is null ? total : total with { Minor = 0 };
        var order = new Order(
            $"order{number}", customer, reason is null ? Order.Paid : Order.Rejected, false, lines, total, captured,
            total with { Minor = 0 }, reason, reason, body.ShipTo, 1);
        if (reason is null) Sell(customer, lines);
        Books[order.OrderId] = reason is null ? new AcquirerBooks(1, 1, 0, total.Minor, 0) : new AcquirerBooks(0, 0, 0, 0, 0);
        Orders.Add(order);
        return _byKey[$"{customer} {key}"] = order;
    }

    private void Sell(string customer, List<OrderLine> lines)
    {
        foreach (var line in lines)
        {
            var level = Stock[line.ProductId];
            Stock[line.ProductId] = level with { OnHand = level.OnHand - line.Quantity, Sold = level.Sold + line.Quantity };
        }

        Carts[customer] = [];
    }

    private StockLevel Receive(string seller, string product, int quantity)
    {
        var level = Stock.GetValueOrDefault(product, new StockLevel(seller, product, 0, 0, 0, 0, 0));
        return Stock[product] = level with { OnHand = level.OnHand + quantity, Received = level.Received + quantity };
    }

    private Dictionary<string, CartLine> CartOf(string customer) => Carts.GetOrAdd(customer, _ => []);

    private OrderPayment PaymentOf(string order)
    {
        var (total, captured) = (Orders.Find(made => made.OrderId == order)!.Total, new ApiMoney(Books[order].CapturedMinor, "GBP"));
        return new OrderPayment(new Payment("captured", total, captured, new ApiMoney(0, "GBP")), Books[order]);
    }

    private List<LedgerEntry> Ledger(string seller) =>
    [
        .. Orders
            .Where(order => order.Status == Order.Paid && order.Lines.Any(line => line.SellerId == seller))
            .Select(order => (order, lines: order.Lines.Where(line => line.SellerId == seller).ToList()))
            .Select(part => new LedgerEntry(
                part.order.OrderId, "paid", part.lines.Sum(line => line.Quantity),
                new ApiMoney(part.lines.Sum(line => line.UnitPrice.Minor * line.Quantity), "GBP"))),
    ];

    private Dashboard DashboardOf(string seller)
    {
        var entries = Ledger(seller);
        var total = new LedgerTotal(
            "paid", entries.Count, entries.Sum(entry => entry.Units), new ApiMoney(entries.Sum(entry => entry.Amount.Minor), "GBP"));
        return new Dashboard(seller, [total], entries.Count, entries.Count);
    }

    private Shipment ShipmentOf(string order)
    {
        var made = Orders.Find(one => one.OrderId == order)!;
        var packages = made.Lines.GroupBy(line => line.SellerId).Select(part => new Package(
            part.Key, "readyToShip", [.. part.Select(line => new PackageLine(line.ProductId, line.Quantity, line.UnitPrice))]));
        return new Shipment(order, made.Status == Order.Paid ? [.. packages] : []);
    }

    private static T Read<T>(byte[] body) => (T)JsonSerializer.Deserialize(body, typeof(T), ApiJson.Default)!;

    private static (HttpStatusCode Status, object Answer) Ok(object answer) =>
        (HttpStatusCode.OK, answer is Dictionary<string, CartLine> ? new Problem(null, null, null, null)
            : answer is CartLine line ? new QuantityBody(line.Quantity) : answer);

    private static (HttpStatusCode Status, object Answer) NotFound() =>
        (HttpStatusCode.NotFound, new Problem("not-found", null, null, null));
}
