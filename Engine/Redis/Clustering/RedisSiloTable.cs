using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Redis;
using Orleans.Runtime;
using StackExchange.Redis;

namespace Orleans.Clustering.Redis;

/// <summary>The table of a cluster in one hash of Redis.</summary>
internal sealed partial class RedisSiloTable(
    IOptions<RedisClusteringOptions> options,
    IOptions<ClusterOptions> cluster,
    TimeProvider time,
    ILogger<RedisSiloTable> logger)
    : ISiloTable, IDisposable
{
    // A silo that comes back from the dead after so many others have died since is told that it is unknown, which is the same to it.
    private const int MaxRememberedDead = 24;

    // Far above what others may have seen that the store has lost.
    private const long VersionsToSkip = 1_000;

    private readonly RedisKey _key = options.Value.CreateRedisKey(cluster.Value);
    private IConnectionMultiplexer? _connection;
    private IDatabase? _database;
    private bool _connectionIsShared;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <summary>Where it is.</summary>
    public RedisKey Key => _key;

    private IDatabase Database => _database ?? throw new InvalidOperationException("The membership has not been started.");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        (_connection, _connectionIsShared) = await RedisConnector.ConnectPatiently(
            () => options.Value.CreateMultiplexer(options.Value), $"Cluster '{cluster.Value.ClusterId}'", time, logger, cancellationToken);
        _database = _connection.GetDatabase();
        try
        {
            await _connection.GetSubscriber().SubscribeAsync((byte[])_key!, (_, _) => Changed?.Invoke());
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // Changes are then seen with the next renewal.
            LogNotSubscribed(logger, exception.Message);
        }
    }

    /// <inheritdoc/>
    public Task<TableAnswer> Read() => Run(RedisSiloScripts.Read);

    /// <inheritdoc/>
    public async Task<TableAnswer> Set(SiloMember member)
    {
        var expiry = options.Value.EntryExpiry is { } time ? (long)time.TotalMilliseconds : 0;
        var answer = await Run(
            RedisSiloScripts.Set, member.Address.ToParsableString(), (int)member.Status, RedisSiloFormat.Write(member), expiry);
        if (member.Status != SiloStatus.Joining)
            return answer;
        var dead = answer.Rows.Where(static row => row.Member.Status == SiloStatus.Dead)
            .OrderByDescending(static row => row.Member.StartTime)
            .Skip(MaxRememberedDead)
            .Select(static row => (RedisValue)row.Member.Address.ToParsableString())
            .ToArray();
        return dead.Length == 0 ? answer : await Run(RedisSiloScripts.Forget, dead);
    }

    /// <inheritdoc/>
    public Task<TableAnswer> Renew(SiloAddress silo, IReadOnlyCollection<SiloAddress> suspects) =>
        Run(RedisSiloScripts.Renew, silo.ToParsableString(), RedisSiloFormat.Write(suspects));

    /// <inheritdoc/>
    public Task<TableAnswer> DeclareDead(SiloAddress silo, SiloAddress by, long? beat) => Run(
        RedisSiloScripts.DeclareDead,
        silo.ToParsableString(),
        by.ToParsableString(),
        beat?.ToString(CultureInfo.InvariantCulture) ?? "");

    /// <inheritdoc/>
    public Task<TableAnswer> RaiseVersion(MembershipVersion version) =>
        Run(RedisSiloScripts.RaiseVersion, version.Value, version.Value + VersionsToSkip);

    /// <inheritdoc/>
    public Task<TableAnswer> Restore(MembershipView view) => Run(
        RedisSiloScripts.Restore,
        [
            view.Version.Value + VersionsToSkip,
            .. view.Members.Values.SelectMany(static member => (RedisValue[])
                [member.Address.ToParsableString(), (int)member.Status, RedisSiloFormat.Write(member)]),
        ]);

    /// <inheritdoc/>
    public void Dispose()
    {
        var connection = _connection;
        _connection = null;
        _database = null;
        if (!_connectionIsShared)
            connection?.Dispose();
    }

    private async Task<TableAnswer> Run(string script, params RedisValue[] arguments) =>
        RedisSiloFormat.Read(await Database.ScriptEvaluateAsync(script, [_key], arguments));

    [LoggerMessage(EventId = 2201, Level = LogLevel.Warning,
        Message = "Changes of the membership can't be listened to and are seen a little later: {Error}")]
    private static partial void LogNotSubscribed(ILogger logger, string error);
}
