using StackExchange.Redis;

namespace OrleansMicro.Silo.Move;

/// <summary>
/// A shop in a cluster's Redis. Commands of a batch are sent without waiting for one another. Reminders are read and written by Orleans' own
/// table, whose form is internal.
/// </summary>
internal sealed class RedisPlace(RedisPlaceParts parts) : IShopPlace
{
    private const int ScanPage = 1000;
    private static readonly RedisValue Data = "data";
    private static readonly RedisValue ETag = "etag";
    private readonly RedisKeys _keys = new(parts.ClusterId);
    private readonly RedisMark _mark = new(parts.Redis, parts.ClusterId);
    private readonly IDatabase _redis = parts.Redis;

    public string Name { get; } = $"the cluster {parts.ClusterId} in Redis at {parts.Address}";

    public Task RefuseRunningAsync() => parts.Members.RefuseLiveAsync();

    public Task RefuseStartedAsync() => parts.Members.RefuseChangedAsync();

    public Task EndLostAsync() => parts.Members.EndLostAsync();

    public Task<MoveMark?> ReadMarkAsync() => _mark.ReadAsync();

    public Task WriteMarkAsync(MoveMark mark) => _mark.WriteAsync(mark);

    public Task RemoveMarkAsync() => _mark.RemoveAsync();

    public async Task<bool> IsEmptyAsync()
    {
        if (await _redis.KeyExistsAsync(_keys.Reminders))
            return false;
        await foreach (var _ in Scan())
            return false;
        return true;
    }

    // Of all clusters in this Redis: the number of keys of one would cost a scan.
    public Task<long> CountAsync() => parts.Server.DatabaseSizeAsync(_redis.Database);

    public async IAsyncEnumerable<IReadOnlyList<RowKey>> ReadKeysAsync(int batch)
    {
        var keys = new List<RowKey>(batch);
        await foreach (var key in Scan())
        {
            keys.Add(_keys.Parse(key!));
            if (keys.Count < batch)
                continue;
            yield return keys;
            keys = new List<RowKey>(batch);
        }

        if (keys.Count > 0)
            yield return keys;
    }

    // Orleans clears a state by storing no data with a new ETag, so no data is no state.
    public async Task<IReadOnlyList<byte[]?>> ReadDataAsync(IReadOnlyList<RowKey> keys)
    {
        var answers = await Task.WhenAll(keys.Select(key => _redis.HashGetAsync(_keys.Format(key), Data)));
        return [.. answers.Select(static data => data.IsNullOrEmpty ? null : (byte[]?)data)];
    }

    public async Task<IReadOnlyList<RowKey>> FindMissingAsync(IReadOnlyList<RowKey> keys)
    {
        var lengths = await Task.WhenAll(keys.Select(key => _redis.HashStringLengthAsync(_keys.Format(key), Data)));
        return [.. keys.Where((_, i) => lengths[i] == 0)];
    }

    public Task WriteAsync(IReadOnlyList<Row> rows) => Task.WhenAll(rows.Select(row => _redis.HashSetAsync(
        _keys.Format(row.Key), [new HashEntry(ETag, Guid.NewGuid().ToString("N")), new HashEntry(Data, row.Data)])));

    public async Task<IReadOnlyList<ReminderRow>> ReadRemindersAsync()
    {
        var rows = await parts.Reminders.ReadRows(0, 0);
        return [.. rows.Reminders
            .Select(static row => new ReminderRow(row.GrainId.ToString(), row.ReminderName, row.StartAt.ToUniversalTime(), row.Period))
            .OrderBy(static row => (row.Grain, row.Name))];
    }

    public async Task WriteRemindersAsync(IReadOnlyList<ReminderRow> reminders)
    {
        foreach (var reminder in reminders)
        {
            await parts.Reminders.UpsertRow(new ReminderEntry
            {
                GrainId = GrainId.Parse(reminder.Grain),
                ReminderName = reminder.Name,
                StartAt = reminder.StartAt,
                Period = reminder.Period,
            });
        }
    }

    public async Task EmptyAsync()
    {
        var keys = new List<RedisKey>(ScanPage);
        await foreach (var key in Scan())
        {
            keys.Add(key);
            if (keys.Count < ScanPage)
                continue;
            await _redis.KeyDeleteAsync([.. keys]);
            keys.Clear();
        }

        await _redis.KeyDeleteAsync([.. keys, _keys.Reminders]);
    }

    private IAsyncEnumerable<RedisKey> Scan() => parts.Server.KeysAsync(_redis.Database, _keys.StatePattern, ScanPage);
}
