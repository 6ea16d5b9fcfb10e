using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Persistence.Redis;
using Orleans.Redis;
using Orleans.Runtime;
using Orleans.Storage;
using StackExchange.Redis;

namespace Orleans.Persistence;

/// <summary>
/// Keeps each state in a hash of Redis with the fields <c>etag</c> and <c>data</c>, as Orleans does. The version is compared and the
/// state written in one script, so of two writers that read the same version exactly one wins.
/// </summary>
public sealed partial class RedisGrainStorage : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    // The client library waits for ever. What is given up may still be done; reading again on the same connection shows it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly RedisValue[] StateFields = ["etag", "data"];

    private readonly string _name;
    private readonly string _serviceId;
    private readonly RedisStorageOptions _options;
    private readonly IGrainStorageSerializer _serializer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Func<string, GrainId, RedisKey> _keyOf;
    private readonly byte[] _keyPrefix;
    private readonly RedisValue _timeToLive;
    private readonly (RedisKey Table, RedisValue Field)? _writer;
    private IConnectionMultiplexer? _connection;
    private RedisBatches? _database;
    private bool _connectionIsShared;

    /// <summary>Creates the storage of a provider; it connects when the silo starts.</summary>
    internal RedisGrainStorage(
        string name,
        RedisStorageOptions options,
        IGrainStorageSerializer serializer,
        ClusterOptions cluster,
        TimeProvider time,
        ILogger<RedisGrainStorage> logger,
        (RedisKey Table, RedisValue Field)? writer = null)
    {
        _writer = writer;
        _name = name;
        _options = options;
        _serializer = serializer;
        _serviceId = cluster.ServiceId;
        _time = time;
        _logger = logger;
        _keyPrefix = Encoding.UTF8.GetBytes($"{_serviceId}/state/");
        _keyOf = options.GetStorageKey ?? DefaultKeyOf;
        _timeToLive = options.EntryExpiry is { } expiry ? expiry.TotalSeconds.ToString(CultureInfo.InvariantCulture) : "-1";
    }

    private RedisBatches Database => _database ?? throw new RedisStorageException($"Storage '{_name}' has not been started.");

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        ArgumentNullException.ThrowIfNull(lifecycle);
        lifecycle.Subscribe($"{nameof(RedisGrainStorage)}-{_name}", _options.InitStage, Connect);
    }

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var key = _keyOf(stateName, grainId);
        try
        {
            var fields = await Database.Send(database => database.HashGetAsync(key, StateFields));
            var data = (byte[]?)fields[1];
            var exists = data is { Length: > 0 };
            grainState.State = exists ? _serializer.Deserialize<T>(new BinaryData(data!))! : StateActivator<T>.Create();
            grainState.ETag = (string?)fields[0];
            grainState.RecordExists = exists;
        }
        catch (Exception exception)
        {
            throw Failed("read", stateName, grainId, key, exception);
        }
    }

    /// <inheritdoc/>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var etag = NewETag();
        await Change(RedisStorageScripts.Write, "write", stateName, grainId, grainState.ETag, () =>
            [etag, _serializer.Serialize(grainState.State).ToArray(), _timeToLive]);
        grainState.ETag = etag;
        grainState.RecordExists = true;
    }

    /// <inheritdoc/>
    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        ArgumentNullException.ThrowIfNull(grainState);
        var etag = _options.DeleteStateOnClear ? null : NewETag();
        await Change(etag is null ? RedisStorageScripts.Delete : RedisStorageScripts.Clear, "clear", stateName, grainId, grainState.ETag, () =>
            etag is null ? [] : [etag]);
        grainState.ETag = etag;
        grainState.State = StateActivator<T>.Create();
        grainState.RecordExists = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var connection = _connection;
        _connection = null;
        _database = null;
        if (!_connectionIsShared)
            connection?.Dispose();
    }

    private static string NewETag() => Guid.NewGuid().ToString("N");

    private async Task Connect(CancellationToken cancellationToken)
    {
        (_connection, _connectionIsShared) = await RedisConnector.ConnectPatiently(
            () => _options.CreateMultiplexer(_options), $"Grain storage '{_name}'", _time, _logger, cancellationToken);
        _database = new RedisBatches(_connection.GetDatabase(), Patience, _time);
    }

    private async Task Change(string script, string verb, string stateName, GrainId grainId, string? etag, Func<RedisValue[]> more)
    {
        var key = _keyOf(stateName, grainId);
        int outcome;
        try
        {
            RedisKey[] keys = _writer is null ? [key] : [key, _writer.Value.Table];
            RedisValue[] values = _writer is null ? [etag ?? "", .. more()] : [etag ?? "", .. more(), _writer.Value.Field];
            outcome = (int)await Database.Send(database => database.ScriptEvaluateAsync(script, keys, values));
        }
        catch (Exception exception)
        {
            throw Failed(verb, stateName, grainId, key, exception);
        }

        if (outcome == RedisStorageScripts.Conflict)
        {
            throw new InconsistentStateException(
                $"Version conflict ({verb}): ServiceId={_serviceId} ProviderName={_name} GrainType={stateName} GrainId={grainId} ETag={etag}.");
        }
    }

    private RedisStorageException Failed(string verb, string stateName, GrainId grainId, RedisKey key, Exception exception)
    {
        LogFailed(_logger, exception, verb, stateName, grainId, key.ToString());
        return new RedisStorageException(
            $"Failed to {verb} grain state for {stateName} grain with ID {grainId} and storage key {key}. {exception.GetType()}: {exception.Message}");
    }

    private RedisKey DefaultKeyOf(string stateName, GrainId grainId) =>
        (byte[])[.. _keyPrefix, .. grainId.Type.AsSpan(), (byte)'/', .. grainId.Key.AsSpan(), (byte)'/', .. Encoding.UTF8.GetBytes(stateName)];

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error,
        Message = "Failed to {Verb} state {State} of grain {GrainId} at key {Key}.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string verb, string state, GrainId grainId, string key);
}
