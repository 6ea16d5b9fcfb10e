using OrleansMicro.Bench.Common;
using OrleansMicro.Bench.Oversell;

namespace OrleansMicro.Tests.Bench;

public sealed class OversellRunTests : IDisposable
{
    private readonly FakeShop _server = new();
    private readonly Progress _progress = new(TextWriter.Null, rewrite: false, TimeProvider.System);

    public void Dispose()
    {
        _progress.Dispose();
        _server.Dispose();
    }

    [Fact]
    public async Task Exactly_the_stock_is_paid_when_nothing_is_declined()
    {
        var result = await Oversell();

        Assert.Equal((0, 3, 7, 0L), (result.Mismatches, result.Paid, result.Rejected, result.StockLeft));
        Assert.Equal(7, result.RejectedBy["out-of-stock"]);
    }

    [Fact]
    public async Task Declined_payments_may_leave_stock()
    {
        _server.Declines = order => order % 10 != 5;

        var result = await Oversell();

        Assert.Equal((0, 1, 9, 2L), (result.Mismatches, result.Paid, result.Rejected, result.StockLeft));
    }

    [Fact]
    public async Task Notices_a_unit_that_is_sold_and_still_there()
    {
        _server.LosesAnswer = _ => false;
        _server.Declines = order =>
        {
            // The third buyer's unit comes back by magic.
            foreach (var (product, level) in _server.Stock.ToList())
                if (order == 3) _server.Stock[product] = level with { OnHand = level.OnHand + 1 };
            return false;
        };

        Assert.NotEqual(0, (await Oversell()).Mismatches);
    }

    private async Task<OversellResult> Oversell()
    {
        using var api = _server.Client();
        return await new OversellRun("t", 3, 10, TimeSpan.FromSeconds(1)).Oversell(api, _progress, default);
    }
}
