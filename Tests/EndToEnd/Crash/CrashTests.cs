namespace OrleansMicro.Tests.EndToEnd.Crash;

/// <summary>A real server process is killed or stopped in the middle of its work, and started again on the same data.</summary>
[Collection(ProcessTests.Name)]
public sealed class CrashTests : IDisposable
{
    private const int Buyers = 8;
    private static readonly TimeSpan EnoughWithin = TimeSpan.FromSeconds(60);
    private readonly TempFolder _data = new();
    private readonly CrashShop _shop = new();

    [Fact]
    public async Task Loses_no_order_and_captures_none_twice_when_killed()
    {
        await using (var first = await Start())
        {
            await _shop.Open();
            var buying = BuyUntil(orders: 60, CancellationToken.None, out var enough);
            await enough;
            await first.Kill();
            await buying;
        }

        Assert.True(_shop.Unanswered > 0, "the kill interrupted nobody");
        await using var second = await Start();
        await _shop.RepeatUnanswered();
        await AssertAllEnded();
    }

    [Fact]
    public async Task Ends_every_unfinished_order_by_itself_after_two_kills()
    {
        for (var round = 0; round < 2; round++)
        {
            await using var server = await Start();
            if (round == 0)
                await _shop.Open();
            var known = _shop.Answered.Count;
            var buying = BuyUntil(orders: known + 25, CancellationToken.None, out var enough, firstBuyer: round * Buyers);
            await enough;
            await server.Kill();
            await buying;
        }

        await using var last = await Start();
        await AssertAllEnded();
    }

    [Fact]
    public async Task Answers_every_accepted_request_before_it_obeys_sigterm()
    {
        int exitCode;
        await using (var first = await Start())
        {
            await _shop.Open();
            using var stop = new CancellationTokenSource();
            var buying = BuyUntil(orders: 60, stop.Token, out var enough);
            await enough;
            var stopping = first.Terminate();
            var odd = await buying;
            exitCode = await stopping;
            Assert.True(odd.Count == 0, $"the stopping server answered {string.Join(", ", odd)}\n{first.Output}");
        }

        Assert.Equal(0, exitCode);
        await using var second = await Start();
        Assert.Equal(0, await _shop.CountUnansweredOrders());
        await AssertAllEnded();
    }

    public void Dispose()
    {
        _shop.Dispose();
        _data.Dispose();
    }

    private async Task<ServerProcess> Start()
    {
        var server = await ServerProcess.Start(_data.Path);
        _shop.Use(server);
        return server;
    }

    private Task<List<System.Net.HttpStatusCode>> BuyUntil(int orders, CancellationToken stop, out Task enough, int firstBuyer = 0)
    {
        var buyers = Enumerable.Range(firstBuyer, Buyers).Select(buyer => _shop.Buy(buyer, stop)).ToArray();
        enough = _shop.WhenAnswered(orders).WaitAsync(EnoughWithin);
        return All(buyers);

        static async Task<List<System.Net.HttpStatusCode>> All(Task<List<System.Net.HttpStatusCode>>[] buyers) =>
            [.. (await Task.WhenAll(buyers)).SelectMany(static odd => odd)];
    }

    private async Task AssertAllEnded()
    {
        var paid = 0;
        foreach (var (orderId, answered) in _shop.Answered)
        {
            await Eventually.Holds(async () => await _shop.StatusOf(orderId) is "paid" or "rejected", $"order {orderId} ends");
            var status = await _shop.StatusOf(orderId);
            if (answered == "paid")
                Assert.Equal(answered, status);
            var captures = await _shop.CapturesOf(orderId);
            Assert.Equal(status == "paid" ? 1 : 0, captures);
            paid += captures;
        }

        // Orders without an answer have ended, too, when nothing is held any more.
        var sold = 0;
        for (var product = 0; product < CrashShop.Products; product++)
        {
            var number = product;
            await Eventually.Holds(
                async () => (await _shop.StockOf(number)).GetProperty("reserved").GetInt32() == 0, $"product {product} holds nothing");
            sold += CrashShop.Stock - (await _shop.StockOf(product)).GetProperty("onHand").GetInt32();
        }

        Assert.InRange(sold, paid, paid + _shop.Unanswered);
    }
}
