using System.Globalization;
using OrleansMicro.Bench.Load;
using OrleansMicro.Stock;

namespace OrleansMicro.Bench.Flash;

/// <summary>Buys units of one product, one after the other, with the calls that an order makes to it.</summary>
internal sealed class FlashCaller(string name, IStockGrain stock, TimeSpan forgetAfter, FlashTally tally, LoadClock clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(20);

    public async Task Run()
    {
        for (long order = 0; clock.Phase != LoadPhase.Over; order++)
        {
            var id = Ids.OrderId(name, order.ToString(CultureInfo.InvariantCulture));
            if (await Buy(id, order + 1) is not { } failure) continue;
            tally.Fail(failure);
            await Task.Delay(AfterFailure);
        }
    }

    /// <summary>Gives what failed. Null: the unit is confirmed.</summary>
    private async Task<string?> Buy(string order, long token)
    {
        var began = clock.Now;
        try
        {
            var reserved = await stock.Reserve(new ReserveStock(order, 1, Lifetime, token));
            if (!reserved.Accepted) return "reserve: " + reserved.Refusal.Code;
            var confirmed = await stock.Confirm(new OrderToken(order, token));
            if (!confirmed.Accepted) return "confirm: " + confirmed.Refusal.Code;
        }
        catch (Exception unknown)
        {
            // Of any kind that a silo throws. Whether the unit was sold is not known.
            return unknown.GetType().Name;
        }

        tally.Confirm(clock.Phase == LoadPhase.Measuring ? clock.Since(began) : null);
        var forgotten = Forget(new EndOrder(order, token, Fence: false));
        if (forgetAfter == TimeSpan.Zero) await forgotten;
        return null;
    }

    /// <summary>Ends an order. It has more to do after its confirmation; the next one does not wait for that.</summary>
    private async Task Forget(EndOrder order)
    {
        if (forgetAfter > TimeSpan.Zero) await Task.Delay(forgetAfter);
        await stock.Forget(order);
    }
}
