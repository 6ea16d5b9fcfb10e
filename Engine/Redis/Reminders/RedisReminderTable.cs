using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Redis;
using Orleans.Runtime;
using StackExchange.Redis;

namespace Orleans.Reminders.Redis;

/// <summary>Reminders in one sorted set of Redis, in the form in which Orleans keeps them.</summary>
internal sealed class RedisReminderTable(
    IOptions<RedisReminderTableOptions> options,
    IOptions<ClusterOptions> cluster,
    TimeProvider time,
    ILogger<RedisReminderTable> logger)
    : IReminderTable, IDisposable
{
    private const string Upsert =
        """
        redis.call('ZREMRANGEBYLEX', KEYS[1], '[' .. ARGV[1], '[' .. ARGV[2])
        return redis.call('ZADD', KEYS[1], 0, ARGV[3])
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly RedisKey _key = Encoding.UTF8.GetBytes($"{cluster.Value.ServiceId}/reminders");
    private IConnectionMultiplexer? _connection;
    private IDatabase? _database;
    private bool _connectionIsShared;

    private IDatabase Database => _database ?? throw new RedisRemindersException("The reminder table has not been started.");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        (_connection, _connectionIsShared) = await RedisConnector.ConnectPatiently(
            () => options.Value.CreateMultiplexer(options.Value), "The reminder table", time, logger, cancellationToken);
        _database = _connection.GetDatabase();
        if (options.Value.EntryExpiry is { } expiry)
            await _database.KeyExpireAsync(_key, expiry);
    }

    /// <inheritdoc/>
    public Task<ReminderTableData> ReadRows(GrainId grainId) => Try(async () =>
    {
        var (from, to) = ReminderRow.RangeOf(grainId);
        return new ReminderTableData(Rows(await Database.SortedSetRangeByValueAsync(_key, from, to)));
    });

    /// <summary>Reads a range of the ring. Rows are sorted by the hash of Orleans and not by this engine's, so all are read; there are few.</summary>
    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Try(async () =>
    {
        var all = Rows(await Database.SortedSetRangeByRankAsync(_key));
        return new ReminderTableData(all.Where(entry => ReminderRange.Contains(begin, end, entry.GrainId)));
    });

    /// <inheritdoc/>
    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => Try(async () =>
    {
        var (from, to) = ReminderRow.RangeOf(grainId, reminderName);
        return Rows(await Database.SortedSetRangeByValueAsync(_key, from, to)).SingleOrDefault();
    });

    /// <inheritdoc/>
    public Task<string?> UpsertRow(ReminderEntry entry) => Try(async () =>
    {
        var etag = Guid.NewGuid().ToString();
        var (from, to) = ReminderRow.RangeOf(entry.GrainId, entry.ReminderName);
        await Database.ScriptEvaluateAsync(Upsert, [_key], [from, to, ReminderRow.Write(entry, etag)]);
        return (string?)etag;
    });

    /// <inheritdoc/>
    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Try(async () =>
    {
        var (from, to) = ReminderRow.RangeOf(grainId, reminderName, eTag);
        return await Database.SortedSetRemoveRangeByValueAsync(_key, from, to) > 0;
    });

    /// <inheritdoc/>
    public Task TestOnlyClearTable() => Try(() => Database.KeyDeleteAsync(_key));

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        var connection = _connection;
        _connection = null;
        _database = null;
        if (!_connectionIsShared)
            connection?.Dispose();
    }

    private static IEnumerable<ReminderEntry> Rows(RedisValue[] members) =>
        members.Select(static member => ReminderRow.Read(member.ToString()));

    private async Task<T> Try<T>(Func<Task<T>> work)
    {
        try
        {
            // The library itself waits for an answer as long as the connection seems to be there.
            return await work().WaitAsync(Patience, time);
        }
        catch (Exception exception) when (exception is not RedisRemindersException)
        {
            throw new RedisRemindersException($"{exception.GetType()}: {exception.Message}");
        }
    }
}
