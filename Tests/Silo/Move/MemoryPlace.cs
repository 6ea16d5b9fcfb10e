using OrleansMicro.Hosting;
using OrleansMicro.Silo.Move;

namespace OrleansMicro.Tests.Silo.Move;

/// <summary>A cluster's Redis of a test: like SCAN, it gives keys more than once.</summary>
internal sealed class MemoryPlace : IShopPlace
{
    private readonly RedisKeys _keys = new("shop");
    private MoveMark? _mark;
    private List<ReminderRow> _reminders = [];

    public string Name => "the cluster";

    /// <summary>Data by key of Redis.</summary>
    public Dictionary<string, byte[]> Data { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a silo runs.</summary>
    public bool Runs { get; set; }

    /// <summary>What happens as soon as the marks are written.</summary>
    public Action WhenMarked { get; set; } = static () => { };

    /// <summary>What happens when rows are read.</summary>
    public Action WhenRead { get; set; } = static () => { };

    /// <summary>The mark that a silo could read that was made to end; null if none was.</summary>
    public MoveMark? MarkWhenEnded { get; set; }

    public Task RefuseRunningAsync() => RefuseStartedAsync();

    public Task RefuseStartedAsync() => Runs ? Task.FromException(new StartException("A silo runs.")) : Task.CompletedTask;

    public Task EndLostAsync()
    {
        MarkWhenEnded = _mark;
        return RefuseStartedAsync();
    }

    public Task<MoveMark?> ReadMarkAsync() => Task.FromResult(_mark);

    public Task WriteMarkAsync(MoveMark mark)
    {
        if (_mark is { } other && other.Id != mark.Id)
            throw new StartException(other.Refusal);
        _mark = mark;
        WhenMarked();
        return Task.CompletedTask;
    }

    public Task RemoveMarkAsync()
    {
        _mark = null;
        return Task.CompletedTask;
    }

    public Task<bool> IsEmptyAsync() => Task.FromResult(Data.Count + _reminders.Count == 0);

    public Task<long> CountAsync() => Task.FromResult((long)Data.Count);

    public async IAsyncEnumerable<IReadOnlyList<RowKey>> ReadKeysAsync(int batch)
    {
        await Task.CompletedTask;
        var keys = Data.Keys.Select(Parse).ToArray();
        foreach (var some in keys.Concat(keys.Reverse()).Chunk(batch))
            yield return some;
    }

    public Task<IReadOnlyList<byte[]?>> ReadDataAsync(IReadOnlyList<RowKey> keys)
    {
        WhenRead();
        return Task.FromResult<IReadOnlyList<byte[]?>>(
            [.. keys.Select(key => Data.GetValueOrDefault(Text(key)) is { Length: > 0 } data ? data : null)]);
    }

    public Task<IReadOnlyList<RowKey>> FindMissingAsync(IReadOnlyList<RowKey> keys) =>
        Task.FromResult<IReadOnlyList<RowKey>>([.. keys.Where(key => Data.GetValueOrDefault(Text(key)) is not { Length: > 0 })]);

    public Task WriteAsync(IReadOnlyList<Row> rows)
    {
        foreach (var row in rows)
            Data[Text(row.Key)] = row.Data;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<ReminderRow>> ReadRemindersAsync() => Task.FromResult<IReadOnlyList<ReminderRow>>(_reminders);

    public Task WriteRemindersAsync(IReadOnlyList<ReminderRow> reminders)
    {
        _reminders = [.. _reminders.Union(reminders)];
        return Task.CompletedTask;
    }

    public Task EmptyAsync()
    {
        Data.Clear();
        _reminders.Clear();
        return Task.CompletedTask;
    }

    private RowKey Parse(string key) => _keys.Parse(System.Text.Encoding.UTF8.GetBytes(key));

    private string Text(RowKey key) => System.Text.Encoding.UTF8.GetString(_keys.Format(key));
}
