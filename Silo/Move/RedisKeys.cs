using System.Text;
using OrleansMicro.Hosting;

namespace OrleansMicro.Silo.Move;

/// <summary>
/// The keys of a cluster's data. Orleans 10.4.2 stores a state under <c>{service}/state/{grain type}/{grain key}/{state name}</c>
/// (src/Redis/Orleans.Persistence.Redis/Storage/RedisGrainStorage.cs, DefaultGetStorageKey). Grain keys can contain <c>/</c>. Cluster ids, grain
/// types and state names cannot, so the first and the last <c>/</c> after the prefix delimit the grain key.
/// </summary>
internal sealed class RedisKeys(string clusterId)
{
    private const byte Slash = (byte)'/';
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes($"{clusterId}/state/");

    /// <summary>All states, for SCAN. A cluster id has no character with a meaning in a pattern.</summary>
    public string StatePattern { get; } = $"{clusterId}/state/*";

    /// <summary>The sorted set of all reminders.</summary>
    public string Reminders { get; } = $"{clusterId}/reminders";

    /// <summary>The mark of a move.</summary>
    public string Mark { get; } = MarkOf(clusterId);

    /// <summary>The mark of a move of this cluster's shop.</summary>
    public static string MarkOf(string clusterId) => $"{clusterId}/move";

    /// <summary>The key of a state; throws <see cref="StartException"/> for one that <see cref="Parse"/> could not read.</summary>
    public byte[] Format(RowKey key) => IsName(key.GrainType) && IsName(key.State)
        ? [.. _prefix, .. key.GrainType, Slash, .. key.GrainKey, Slash, .. key.State]
        : throw new StartException($"The state {key} has a '/' in its grain type or name, or one of them is empty. No grain writes it.");

    /// <summary>The state of a key; throws <see cref="StartException"/> for one that Orleans did not write.</summary>
    public RowKey Parse(byte[] redisKey)
    {
        var rest = redisKey.AsSpan();
        if (rest.StartsWith(_prefix))
        {
            rest = rest[_prefix.Length..];
            var (first, last) = (rest.IndexOf(Slash), rest.LastIndexOf(Slash));
            if (first > 0 && last > first && last < rest.Length - 1)
                return new RowKey(rest[..first].ToArray(), rest[(first + 1)..last].ToArray(), rest[(last + 1)..].ToArray());
        }

        throw new StartException($"The key '{Encoding.UTF8.GetString(redisKey)}' in Redis is not that of a grain's state. Remove it and try again.");
    }

    private static bool IsName(byte[] part) => part.Length > 0 && !part.Contains(Slash);
}
