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
        switch (OperationMemory.Find(state.Operations, command.OperationId, asked))
        {
            case OperationKind.Repeat:
                return (state, StockRules.Level(state, at));
            case OperationKind.Reused:
                return (state, Refusals.KeyReused());
        }

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
        switch (OperationMemory.Find(state.Operations, command.OperationId, asked))
        {
            case OperationKind.Repeat:
                var level = StockRules.Level(state, at);
                return (state, new Result<StockLevel>(level, null) { Created = OperationMemory.IsCreation(state.Version, state.Operations) });
            case OperationKind.Reused:
                return (state, Refusals.KeyReused());
        }

        if (command.ExpectedVersion is { } expected && expected != state.Version)
            return (state, Refusals.VersionMismatch(expected, state.Version));
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
            Operations = OperationMemory.Remember(state.Operations, operationId, asked),
        });
        return (state, StockRules.Level(state, at));
    }
}
