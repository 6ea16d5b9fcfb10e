using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;
using StackExchange.Redis;

namespace Orleans.Clustering.Redis;

/// <summary>The fields of the table of a cluster.</summary>
internal static class RedisSiloFormat
{
    /// <summary>What is known of a silo, as JSON.</summary>
    public static string Write(SiloMember member) => JsonSerializer.Serialize(
        new Description(member.Name, member.StartTime, member.GatewayPort));

    /// <summary>The field with a silo's status.</summary>
    public static string StatusField(SiloAddress silo) => $"s:{silo.ToParsableString()}";

    /// <summary>Silos in one field.</summary>
    public static string Write(IEnumerable<SiloAddress> silos) => string.Join(' ', silos.Select(static silo => silo.ToParsableString()));

    /// <summary>Reads the answer of a script.</summary>
    public static TableAnswer Read(RedisResult result)
    {
        var parts = (RedisResult[])result!;
        var fields = (RedisValue[])parts[1]!;
        var version = 0L;
        var statuses = new Dictionary<string, SiloStatus>();
        var texts = new Dictionary<(char Kind, string Silo), string>();
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            var name = fields[i].ToString();
            var value = fields[i + 1].ToString();
            if (name == "version")
                version = long.Parse(value, CultureInfo.InvariantCulture);
            else if (name.StartsWith("s:", StringComparison.Ordinal))
                statuses[name[2..]] = (SiloStatus)int.Parse(value, CultureInfo.InvariantCulture);
            else if (name.Length > 2)
                texts[(name[0], name[2..])] = value;
        }

        return new(
            (TableOutcome)(int)parts[0],
            new MembershipVersion(version),
            [.. statuses.Select(pair => Row(pair.Key, pair.Value, texts))]);
    }

    private static TableRow Row(string silo, SiloStatus status, Dictionary<(char Kind, string Silo), string> texts)
    {
        var description = texts.TryGetValue(('m', silo), out var json) ? JsonSerializer.Deserialize<Description>(json) : null;
        var member = new SiloMember(
            SiloAddress.FromParsableString(silo),
            description?.Name ?? silo,
            status,
            description?.StartTime ?? default,
            description?.GatewayPort ?? 0);
        var beat = texts.TryGetValue(('b', silo), out var number) ? long.Parse(number, CultureInfo.InvariantCulture) : 0;
        var suspects = texts.TryGetValue(('x', silo), out var list)
            ? list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(SiloAddress.FromParsableString).ToImmutableArray()
            : [];
        return new(member, beat, suspects);
    }

    private sealed record Description(string Name, DateTime StartTime, int GatewayPort);
}
