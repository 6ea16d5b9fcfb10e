using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>
/// The names of all settings. A start with another name in one of their sections is refused, because a mistyped setting would have no effect. One
/// list for all programs: an API may get the environment of a silo.
/// </summary>
internal static class SettingNames
{
    // Sections of .NET and Orleans. Their names are not checked.
    private static readonly string[] Foreign = ["Kestrel", "Logging", "Metrics", "Orleans"];

    private static readonly Dictionary<string, string[]> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Api"] = ["CheckoutWait", "RetryTimeout", "BodyTimeout", "CursorKey", "MaxConnections", "CorsOrigins:0", "GrpcPort"],
        ["Cluster"] =
        [
            "Id", "Redis", "RedisPassword", "RedisStartupTimeout", "CallTimeout", "FailureDetectionTimeout",
            "SiloPort", "GatewayPort", "AdvertisedAddress", "ListenAddress", "SiloListenPort", "ShedCpuAbove",
        ],
        ["Dashboard"] = ["OperatorKey"],
        ["Events"] = ["Source", "Retention", "MaxKept"],
        ["Move"] = ["BatchRows"],
        ["Orders"] = ["ReservationLifetime", "CheckoutTimeout", "InitialBackoff", "MaxBackoff", "ResumeAfter", "MaxInFlightPerShard"],
        ["Payments"] =
        [
            "ProviderTimeout", "MaxAttempts", "InitialBackoff",
            "Simulator:DeclinePercent", "Simulator:TimeoutPercent", "Simulator:TimeoutBeforePercent", "Simulator:Seed", "Simulator:LatencyMs",
        ],
        ["Seed"] = ["Orders", "Products", "Customers", "Sellers", "Number"],
        ["Server"] =
        [
            "Mode", "Secrets", "BatchScheduling", "Port", "ShutdownTimeout", "DrainDelay",
            "Data", "GatewayPort", "RecoveryPulse", "MaxCallsPerGrain", "IdleTime", "CartIdleTime", "OrderIdleTime",
        ],
        ["State"] = ["MaxReadAge"],
        ["Storage"] =
        [
            "Sqlite:Path", "Sqlite:QueueCapacity", "Sqlite:MaxBatchWrites", "Sqlite:MaxBatchBytes", "Sqlite:Readers", "Sqlite:CheckpointPages",
            "Sqlite:MaxPages", "Sqlite:BusyTimeout",
        ],
        ["Telemetry"] = ["Endpoint"],
        ["Webhooks"] = ["AllowedHosts:0", "Timeout"],
    };

    /// <summary>The configuration keys. That of a list is the key of its first item.</summary>
    public static IReadOnlySet<string> All { get; } = Names
        .SelectMany(static section => section.Value, static (section, name) => $"{section.Key}:{name}")
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Throws <see cref="OptionsValidationException"/> with every unknown name, and the name that is probably meant.</summary>
    /// <param name="configuration">All settings, among them those of other programs in the environment. Only our sections are checked.</param>
    /// <param name="arguments">The keys of the command line, where every section must be known.</param>
    public static void RefuseOthers(IConfiguration configuration, IEnumerable<string> arguments)
    {
        var unknown = Names.Keys.SelectMany(section => Settings(configuration.GetSection(section))).Where(static setting => !IsKnown(setting))
            .Select(static setting => setting.Path)
            .Concat(arguments.Where(static key => key.Split(':') is [var section, _, ..] && !Names.ContainsKey(section) && !IsForeign(section)))
            .Select(static key => $"{key} is not a setting. {HintFor(key)}")
            .ToArray();
        if (unknown.Length > 0)
            throw new OptionsValidationException("", typeof(SettingNames), unknown);
    }

    private static IEnumerable<IConfigurationSection> Settings(IConfigurationSection section) =>
        section.GetChildren().SelectMany(static child => child.GetChildren().Any() ? Settings(child) : [child]);

    // An empty list or section in a file has an empty value.
    private static bool IsKnown(IConfigurationSection setting) => All.Contains(FirstItem(setting.Path))
        || (string.IsNullOrEmpty(setting.Value) && All.Any(key => key.StartsWith($"{setting.Path}:", StringComparison.OrdinalIgnoreCase)));

    private static bool IsForeign(string section) => Foreign.Contains(section, StringComparer.OrdinalIgnoreCase);

    private static string FirstItem(string key) =>
        key.LastIndexOf(':') is var end && ushort.TryParse(key.AsSpan(end + 1), out _) ? $"{key[..end]}:0" : key;

    private static string HintFor(string key)
    {
        var (nearest, distance) = All.Select(known => (known, Distance(key, known))).MinBy(static candidate => candidate.Item2);
        var isNear = distance <= key.Length / 3 || nearest.EndsWith(key[key.LastIndexOf(':')..], StringComparison.OrdinalIgnoreCase);
        return isNear ? $"Did you mean {nearest}?" : "docs/operations.md lists the settings.";
    }

    /// <summary>The characters to insert, remove and replace (Levenshtein), whatever their case.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[^1];
    }
}
