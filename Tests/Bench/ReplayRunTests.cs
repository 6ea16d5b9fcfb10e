using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Replay;

namespace OrleansMicro.Tests.Bench;

public sealed class ReplayRunTests : IDisposable
{
    private readonly FakeShop _server = new();
    private readonly Progress _progress = new(TextWriter.Null, rewrite: false, TimeProvider.System);

    public void Dispose()
    {
        _progress.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Replays_every_invoice_and_reconciles()
    {
        var result = await Replay();

        Assert.Equal(0, result.Mismatches);
        Assert.Equal((5, 8, 6, 26L), (result.Orders, result.Lines, result.Products, result.Units));
        Assert.Equal((7 * 255) + (12 * 339) + 375 + 4500 + (3 * 795), result.RevenueMinor);
        Assert.Equal((5, result.RevenueMinor, 0L), (result.Payments, result.CapturedMinor, result.StockLeft));
    }

    [Fact]
    public async Task Doing_it_again_changes_nothing()
    {
        var first = await Replay();

        var second = await Replay();

        Assert.Equal(first with { Client = second.Client, Resumed = 5 }, second);
        Assert.Equal(5, _server.Orders.Count);
    }

    [Fact]
    public async Task Goes_on_where_it_was_interrupted()
    {
        var all = await Replay(ReplayPlanner.Plan(RetailSample.Lines(), "other"));
        await Replay(ReplayPlanner.Plan(RetailSample.Lines(), "t", 5), stopAtOrder: 7);
        Assert.InRange(_server.Orders.Count, 6, 9);
        _server.Carts["t-c12583"] = new() { ["t-71053-339"] = new CartLine("left over", "t-71053-339", 99) };

        var resumed = await Replay();

        Assert.Equal(all with { Client = resumed.Client, Resumed = resumed.Resumed }, resumed);
        Assert.InRange(resumed.Resumed, 1, 4);
    }

    [Fact]
    public async Task Survives_lost_answers()
    {
        _server.LosesAnswer = request => request % 7 is 0 or 1;

        var result = await Replay();

        Assert.Equal((0, 5), (result.Mismatches, result.Orders));
        Assert.True(result.Client.Retries > 0);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Finds_what_is_wrong(string fault)
    {
        await Replay();
        Sabotage[fault](_server);

        Assert.NotEqual(0, (await Replay()).Mismatches);
    }

    public static TheoryData<string> Faults() => [.. Sabotage.Keys];

    private static readonly Dictionary<string, Action<FakeShop>> Sabotage = new()
    {
        ["an order twice"] = shop => Copy(shop, shop.Orders[0] with { OrderId = "copy" }),
        ["an order of nobody's invoice"] = shop =>
            Copy(shop, shop.Orders[0] with { OrderId = "copy", ShipTo = shop.Orders[0].ShipTo with { Line1 = "?" } }),
        ["an order that is not paid"] = shop => shop.Orders[1] = shop.Orders[1] with { Status = Order.Rejected },
        ["an order in flight"] = shop => shop.Orders[1] = shop.Orders[1] with { Status = "cancelling" },
        ["a line with another quantity"] = shop => Change(shop, line => line with { Quantity = line.Quantity + 1 }),
        ["a line at another price"] = shop => Change(shop, line => line with { UnitPrice = new ApiMoney(1, "GBP") }),
        ["a line that is not confirmed"] = shop => Change(shop, line => line with { Status = "reserved" }),
        ["a total in another currency"] = shop => shop.Orders[0] = shop.Orders[0] with { Total = shop.Orders[0].Total with { Currency = "EUR" } },
        ["an order that the list tells otherwise"] = shop => Distort<Order>(shop, order => order with { Lines = [] }),
        ["money taken twice"] = shop => shop.Books["order1"] = shop.Books["order1"] with { Captures = 2 },
        ["too much money taken"] = shop => shop.Books["order1"] = shop.Books["order1"] with { CapturedMinor = 1_000_000 },
        ["money given back"] = shop => shop.Books["order1"] = shop.Books["order1"] with { RefundedMinor = 1 },
        ["money held twice"] = shop => shop.Books["order1"] = shop.Books["order1"] with { Authorisations = 2 },
        ["stock left"] = shop => Restock(shop, level => level with { OnHand = 1 }),
        ["stock reserved"] = shop => Restock(shop, level => level with { Reserved = 1 }),
        ["stock oversold"] = shop => Restock(shop, level => level with { Sold = level.Sold + 1 }),
        ["a product at another price"] = shop => Distort<ApiPage<Product>>(
            shop, page => page with { Items = [.. page.Items.Select(product => product with { Price = new ApiMoney(1, "GBP") })] }),
        ["an order list without orders"] = shop => Distort<ApiPage<LedgerEntry>>(shop, _ => new ApiPage<LedgerEntry>([], null)),
        ["a dashboard with other money"] = shop => Distort<Dashboard>(
            shop, board => board with { Totals = [board.Totals[0] with { Amount = new ApiMoney(1, "GBP") }] }),
        ["a dashboard with other orders"] = shop => Distort<Dashboard>(shop, board => board with { OpenOrders = board.OpenOrders + 1 }),
        ["a package too few"] = shop => Distort<Shipment>(shop, shipment => shipment with { Packages = [.. shipment.Packages.Skip(1)] }),
    };

    private static void Copy(FakeShop shop, Order copy)
    {
        shop.Orders.Add(copy);
        shop.Books.Add(copy.OrderId, shop.Books["order1"]);
    }

    private static void Change(FakeShop shop, Func<OrderLine, OrderLine> change) =>
        shop.Orders[0] = shop.Orders[0] with { Lines = [change(shop.Orders[0].Lines[0]), .. shop.Orders[0].Lines.Skip(1)] };

    private static void Restock(FakeShop shop, Func<StockLevel, StockLevel> change) =>
        shop.Stock["t-71053-339"] = change(shop.Stock["t-71053-339"]);

    private static void Distort<T>(FakeShop shop, Func<T, object> change) =>
        shop.Distort = answer => answer is T it ? change(it) : answer;

    private Task<ReplayResult> Replay() => Replay(RetailSample.Plan());

    private async Task<ReplayResult> Replay(ReplayPlan plan)
    {
        using var api = Client();
        return await new ReplayRun(plan.Sellers[0].Split('-')[0], 2, TimeSpan.FromSeconds(1)).Replay(plan, api, _progress, default);
    }

    // Cancels the run once the server has so many orders.
    private async Task Replay(ReplayPlan plan, int stopAtOrder)
    {
        using var stop = new CancellationTokenSource();
        _server.Declines = number =>
        {
            if (number >= stopAtOrder) stop.Cancel();
            return false;
        };
        using var api = Client();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new ReplayRun("t", 1, TimeSpan.FromSeconds(1)).Replay(plan, api, _progress, stop.Token));
        _server.Declines = _ => false;
    }

    private ApiClient Client() => _server.Client();
}
