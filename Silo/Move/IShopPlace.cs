using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Move;

/// <summary>A reminder, without its ETag, which is another one at the target.</summary>
internal sealed record ReminderRow(string Grain, string Name, DateTime StartAt, TimeSpan Period);

/// <summary>Where a shop is stored.</summary>
internal interface IShopPlace
{
    /// <summary>For people.</summary>
    string Name { get; }

    /// <summary>Throws <see cref="StartException"/> while a server uses the place. May take some seconds.</summary>
    Task RefuseRunningAsync();

    /// <summary>Throws <see cref="StartException"/> if a server has used the place since <see cref="RefuseRunningAsync"/>.</summary>
    Task RefuseStartedAsync();

    /// <summary>
    /// Makes a server end that gave no sign of life, should it wake up. Throws <see cref="StartException"/> as <see cref="RefuseStartedAsync"/> does.
    /// </summary>
    Task EndLostAsync();

    Task<MoveMark?> ReadMarkAsync();

    /// <summary>
    /// Durable before it returns, as far as the place is. Replaces the mark of the same move; throws <see cref="StartException"/> if another move has
    /// one.
    /// </summary>
    Task WriteMarkAsync(MoveMark mark);

    Task RemoveMarkAsync();

    /// <summary>Whether there is neither a state nor a reminder.</summary>
    Task<bool> IsEmptyAsync();

    /// <summary>About how many rows there are, for progress.</summary>
    Task<long> CountAsync();

    /// <summary>All keys in batches. A key can come more than once, and a key without data can come too.</summary>
    IAsyncEnumerable<IReadOnlyList<RowKey>> ReadKeysAsync(int batch);

    /// <summary>The data of keys, in their order; null where there is none.</summary>
    Task<IReadOnlyList<byte[]?>> ReadDataAsync(IReadOnlyList<RowKey> keys);

    /// <summary>The keys without data.</summary>
    Task<IReadOnlyList<RowKey>> FindMissingAsync(IReadOnlyList<RowKey> keys);

    /// <summary>Writes rows that are missing. A row is written whole or not at all.</summary>
    Task WriteAsync(IReadOnlyList<Row> rows);

    /// <summary>All reminders; there are few.</summary>
    Task<IReadOnlyList<ReminderRow>> ReadRemindersAsync();

    /// <summary>Writes reminders, whatever was there.</summary>
    Task WriteRemindersAsync(IReadOnlyList<ReminderRow> reminders);

    /// <summary>Removes all states and reminders.</summary>
    Task EmptyAsync();
}
