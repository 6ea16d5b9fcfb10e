using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>The process is killed at its n-th change of either place, before it or after it.</summary>
internal sealed class Kill(int change, bool isAfter)
{
    private int _changes;

    public async Task Change(Func<Task> apply)
    {
        var isNow = ++_changes == change;
        if (isNow && !isAfter)
            throw new IOException("killed before a change");
        await apply();
        if (isNow)
            throw new IOException("killed after a change");
    }
}

/// <summary>A place whose process is killed.</summary>
internal sealed class KilledPlace(IShopPlace place, Kill kill) : IShopPlace
{
    public string Name => place.Name;

    public Task RefuseRunningAsync() => place.RefuseRunningAsync();

    public Task RefuseStartedAsync() => place.RefuseStartedAsync();

    public Task EndLostAsync() => kill.Change(place.EndLostAsync);

    public Task<MoveMark?> ReadMarkAsync() => place.ReadMarkAsync();

    public Task WriteMarkAsync(MoveMark mark) => kill.Change(() => place.WriteMarkAsync(mark));

    public Task RemoveMarkAsync() => kill.Change(place.RemoveMarkAsync);

    public Task<bool> IsEmptyAsync() => place.IsEmptyAsync();

    public Task<long> CountAsync() => place.CountAsync();

    public IAsyncEnumerable<IReadOnlyList<RowKey>> ReadKeysAsync(int batch) => place.ReadKeysAsync(batch);

    public Task<IReadOnlyList<byte[]?>> ReadDataAsync(IReadOnlyList<RowKey> keys) => place.ReadDataAsync(keys);

    public Task<IReadOnlyList<RowKey>> FindMissingAsync(IReadOnlyList<RowKey> keys) => place.FindMissingAsync(keys);

    public Task WriteAsync(IReadOnlyList<Row> rows) => kill.Change(() => place.WriteAsync(rows));

    public Task<IReadOnlyList<ReminderRow>> ReadRemindersAsync() => place.ReadRemindersAsync();

    public Task WriteRemindersAsync(IReadOnlyList<ReminderRow> reminders) => kill.Change(() => place.WriteRemindersAsync(reminders));

    public Task EmptyAsync() => kill.Change(place.EmptyAsync);
}
