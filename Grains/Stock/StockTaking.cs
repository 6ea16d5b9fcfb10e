using OrleansMicro.Events;

namespace OrleansMicro.Stock;

/// <summary>The rules of what a seller does to the stock: restock, write off, count.</summary>
public static class StockTaking
{
    /// <summary>See <see cref="IStockGrain.Adjust"/>.</summary>
    public static (StockState State, Result<StockLevel> Result) Adjust(StockState state, AdjustStock command, StockContext at)
    {
        if (command.Delta == 0 || command.Delta is < -Limits.MaxQuantity or > Limits.MaxQuantity)
            return (state, Refusals.Invalid("quantity", $"The quantity must be 1 to {Limits.MaxQuantity}."));

        state = StockRules.Expire(state, at.Now);
        var asked = CommandHash.Start.Add("adjust").Add(command.Delta);
        var check = state.Operations.Check(command.OperationId, asked, at.Time);
        if (check.IsRepeat)
            return (state, StockRules.Level(state, at));
        if (check.Refusal is { } refusal)
            return (state, refusal);
        if (state.Outbox.IsFull)
            return (state, Refusals.EventsWait());
        if (command.Delta > 0 && (long)state.OnHand + command.Delta > Limits.MaxOnHand)
            return (state, Refusals.Invalid("quantity", $"The stock would pass {Limits.MaxOnHand} units."));
        if (state.OnHand - state.Reserved + command.Delta < 0)
            return (state, StockRules.OutOfStock(state, at, "quantity"));
        return Move(state, command.Delta, command.OperationId, asked, at);
    }

    /// <summary>See <see cref="IStockGrain.Count"/>.</summary>
    public static (StockState State, Result<StockLevel> Result) Count(StockState state, CountStock command, StockContext at)
    {
        if (command.OnHand is < 0 or > Limits.MaxOnHand)
            return (state, Refusals.Invalid("onHand", $"The stock on hand must be 0 to {Limits.MaxOnHand}."));

        state = StockRules.Expire(state, at.Now);
        var asked = CommandHash.Start.Add("count").Add(command.OnHand);
        var check = state.Operations.Check(command.OperationId, asked, at.Time);
        if (check.IsRepeat)
            return (state, new Result<StockLevel>(StockRules.Level(state, at), null) { Created = state.Operations.IsCreation(state.Version) });
        if (check.Refusal is { } refusal)
            return (state, refusal);
        if (state.Outbox.IsFull)
            return (state, Refusals.EventsWait());
        if (VersionRules.Check(command.Versions, state.Version, exists: state.Version > 0) is { } mismatch)
            return (state, mismatch);
        if (command.OnHand < state.Reserved)
        {
            return (state, new Refusal(
                RefusalCodes.OutOfStock, $"{state.Reserved} units are reserved, so at least as many must be on hand.", "onHand"));
        }

        var creates = state.Version == 0;
        var (next, result) = Move(state, command.OnHand - state.OnHand, command.OperationId, asked, at);
        return (next, result with { Created = creates });
    }

    private static (StockState State, Result<StockLevel> Result) Move(
        StockState state, int delta, string operationId, CommandHash asked, StockContext at)
    {
        state = StockRules.NextVersion(state with
        {
            OnHand = state.OnHand + delta,
            Received = state.Received + Math.Max(delta, 0),
            WrittenOff = state.WrittenOff + Math.Max(-delta, 0),
            Operations = state.Operations.Remember(operationId, asked, at.Time),
            Changes = delta == 0
                ? state.Changes
                : state.Changes.Add(new StockChange(delta > 0 ? StockChangeKind.Added : StockChangeKind.Removed, Math.Abs(delta))),
        });
        return (state, StockRules.Level(state, at));
    }
}
