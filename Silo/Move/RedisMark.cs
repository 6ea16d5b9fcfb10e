using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansMicro.Hosting;
using StackExchange.Redis;

namespace OrleansMicro.Silo.Move;

/// <summary>The mark of a move in Redis: the key <c>{cluster id}/move</c>.</summary>
internal sealed class RedisMark(IDatabase redis, string clusterId)
{
    private readonly RedisKey _key = RedisKeys.MarkOf(clusterId);

    /// <summary>The mark of the cluster; null if there is none. Throws <see cref="StartException"/> if it cannot be read.</summary>
    public async Task<MoveMark?> ReadAsync()
    {
        var json = await redis.StringGetAsync(_key);
        if (json.IsNull)
            return null;
        try
        {
            return JsonSerializer.Deserialize((byte[])json!, MoveJson.Default.MoveMark) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new StartException($"The mark of a move, the key '{_key}' in Redis, cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Throws <see cref="StartException"/> if there is the mark of another move. Of two moves that begin at once, one gets it.</summary>
    public async Task WriteAsync(MoveMark mark)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(mark, MoveJson.Default.MoveMark);
        if (await redis.StringSetAsync(_key, json, when: When.NotExists))
            return;
        if (await ReadAsync() is { } other && other.Id != mark.Id)
            throw new StartException($"Another move has begun at the same place. {other.Refusal}");
        await redis.StringSetAsync(_key, json);
    }

    public Task RemoveAsync() => redis.KeyDeleteAsync(_key);

    /// <summary>Throws <see cref="StartException"/> if the cluster's Redis is the source or the unfinished target of a move.</summary>
    public static async Task RefuseAsync(IServiceProvider services)
    {
        var (multiplexer, _) = await services.GetRequiredService<RedisConnection>().ShareAsync();
        var cluster = services.GetRequiredService<IOptions<ClusterConnectionOptions>>().Value;
        if (await new RedisMark(multiplexer.GetDatabase(), cluster.Id).ReadAsync() is { } mark)
            throw new StartException(mark.Refusal);
    }
}
