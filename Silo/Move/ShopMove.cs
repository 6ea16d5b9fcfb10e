using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Move;

/// <summary>
/// Moves a shop between a data folder and a cluster's Redis, in either direction. It can be killed at any point and run again: a row that is at the
/// target is not written again. The source's rows are never changed.
/// </summary>
internal sealed class ShopMove(IShopPlace folder, IShopPlace redis, MovePlan plan, CommandProgress progress, TimeProvider clock)
{
    private readonly IShopPlace _source = plan.ToCluster ? folder : redis;
    private readonly IShopPlace _target = plan.ToCluster ? redis : folder;

    /// <summary>Moves all rows; throws <see cref="StartException"/> if that is refused.</summary>
    public async Task<MoveResult> MoveAsync()
    {
        var began = clock.GetTimestamp();
        await redis.RefuseRunningAsync();
        var mark = await BeginAsync();
        var copied = await CopyAsync();
        await _target.WriteRemindersAsync(await _source.ReadRemindersAsync());
        var comparison = await CompareAsync();

        // A silo that started before it could see the mark, or woke up.
        await redis.RefuseStartedAsync();
        if (comparison.IsEqual)
            await FinishAsync(mark);
        return MoveResult.Create(plan, mark, comparison, copied, clock.GetElapsedTime(began));
    }

    /// <summary>Gives up an unfinished move, which removes what it wrote; after a finished one opens the source again. Gives what was done.</summary>
    public async Task<string> UndoAsync()
    {
        await redis.RefuseRunningAsync();
        var (source, target) = (await _source.ReadMarkAsync(), await _target.ReadMarkAsync());
        MoveRules.RefuseOthers(source, target, _source.Name, _target.Name);
        if (source is null && target is null)
            return $"There is no move from {_source.Name} to {_target.Name}: nothing was changed.";
        if (source is { Stage: MoveStage.Moved } && target is not { Role: MoveRole.Target })
            return await OpenSourceAsync(source);
        await redis.EndLostAsync();
        if (target is not null)
        {
            progress.Begin("remove", 0);
            await _target.EmptyAsync();
            await _target.RemoveMarkAsync();
        }

        await _source.RemoveMarkAsync();
        return $"The move is given up. {(target is null ? "" : $"What it wrote to {_target.Name} is removed. ")}Start {_source.Name}.";
    }

    // The target is closed first: at no point are both places without a mark.
    private async Task<string> OpenSourceAsync(MoveMark mark)
    {
        if (!await _target.IsEmptyAsync())
        {
            await _target.WriteMarkAsync(
                mark with { From = _target.Name, To = _source.Name, Command = plan.ReverseCommand, Began = clock.GetUtcNow() });
        }

        await redis.EndLostAsync();
        await _source.RemoveMarkAsync();
        return $"You can start {_source.Name} again. It does not have the orders of {_target.Name} since the move. "
            + $"That one is closed now; '{plan.ReverseCommand} --undo' opens it again and closes this one.";
    }

    /// <summary>
    /// Marks both places, the data folder first, whose lock keeps a second move away. Until both marks are there, the target must be empty.
    /// </summary>
    private async Task<MoveMark> BeginAsync()
    {
        var (source, target) = (await _source.ReadMarkAsync(), await _target.ReadMarkAsync());
        var id = MoveRules.Continue(source, target, _source.Name, _target.Name);
        if (source is not null && target is not null)
        {
            await redis.EndLostAsync();
            return source;
        }

        if (await _source.IsEmptyAsync())
            throw new StartException($"There is no shop in {_source.Name}. Check the arguments; see --help.");
        if (!await _target.IsEmptyAsync())
        {
            throw new StartException(
                $"There is a shop in {_target.Name} already. Choose another target with {(plan.ToCluster ? "--cluster-id or --redis" : "--data")}.");
        }

        var mark = new MoveMark(
            id ?? Guid.NewGuid().ToString("N"), MoveRole.Source, MoveStage.Moving, _source.Name, _target.Name, plan.Command, clock.GetUtcNow());
        await folder.WriteMarkAsync(MarkFor(folder, mark));
        try
        {
            await redis.WriteMarkAsync(MarkFor(redis, mark));
            await redis.EndLostAsync();
        }
        catch (StartException)
        {
            // Nothing was copied yet.
            await folder.RemoveMarkAsync();
            if ((await redis.ReadMarkAsync())?.Id == mark.Id)
                await redis.RemoveMarkAsync();
            throw;
        }

        return mark;
    }

    private MoveMark MarkFor(IShopPlace place, MoveMark mark) => mark with { Role = place == _source ? MoveRole.Source : MoveRole.Target };

    // The source first: at no point are both places without a mark.
    private async Task FinishAsync(MoveMark mark)
    {
        await _source.WriteMarkAsync(MarkFor(_source, mark) with { Stage = MoveStage.Moved });
        await _target.RemoveMarkAsync();
    }

    private async Task<long> CopyAsync()
    {
        var copied = 0L;
        progress.Begin("copy", await _source.CountAsync());
        await foreach (var keys in _source.ReadKeysAsync(plan.BatchRows))
        {
            var missing = await _target.FindMissingAsync([.. keys.DistinctBy(static key => key.ToString())]);
            var data = await _source.ReadDataAsync(missing);
            var rows = missing.Zip(data).Where(static row => row.Second is not null).Select(static row => new Row(row.First, row.Second!)).ToArray();
            if (rows.Length > 0)
                await _target.WriteAsync(rows);
            copied += rows.Length;
            progress.Advance(keys.Count);
        }

        return copied;
    }

    // SQLite gives every key once, so it leads. Redis can give a key more than once, so its keys are only looked up.
    private async Task<ShopComparison> CompareAsync()
    {
        var comparison = new ShopComparison(folder, redis);
        progress.Begin("compare", await folder.CountAsync());
        await foreach (var keys in folder.ReadKeysAsync(plan.BatchRows))
        {
            await comparison.CompareAsync(keys);
            progress.Advance(keys.Count);
        }

        progress.Begin("find other rows", await redis.CountAsync());
        await foreach (var keys in redis.ReadKeysAsync(plan.BatchRows))
        {
            await comparison.FindOthersAsync(keys);
            progress.Advance(keys.Count);
        }

        await comparison.CompareRemindersAsync();
        progress.End();
        return comparison;
    }
}
