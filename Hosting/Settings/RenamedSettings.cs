using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>
/// Settings whose name has changed. A start with an old name is refused, because the setting would have no effect and nobody would notice.
/// </summary>
internal static class RenamedSettings
{
    /// <summary>The new name of each old one, as configuration keys.</summary>
    public static IReadOnlyDictionary<string, string> NewNames { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Api:Patience"] = "Api:CheckoutWait",
        ["Api:RetryFor"] = "Api:RetryTimeout",
        ["Cluster:RedisPatience"] = "Cluster:RedisStartupTimeout",
        ["Cluster:DeadAfter"] = "Cluster:FailureDetectionTimeout",
        ["Cluster:RedisPasswordFile"] = "Cluster:RedisPassword",
        ["Dashboard:OperatorKeyFile"] = "Dashboard:OperatorKey",
        ["Orders:HoldFor"] = "Orders:ReservationLifetime",
        ["Orders:GiveUpAfter"] = "Orders:CheckoutTimeout",
        ["Orders:FirstBackOff"] = "Orders:InitialBackoff",
        ["Payments:FirstBackOff"] = "Payments:InitialBackoff",
    };

    /// <summary>
    /// Throws <see cref="OptionsValidationException"/> with every old name that the configuration contains and the name to use instead.
    /// </summary>
    public static void Refuse(IConfiguration configuration)
    {
        var errors = NewNames
            .Where(name => configuration.GetSection(name.Key).Exists())
            .Select(static name => $"{name.Key} was renamed. Use {name.Value} instead.{HintFor(name.Key, name.Value)}")
            .ToArray();
        if (errors.Length > 0)
            throw new OptionsValidationException("", typeof(RenamedSettings), errors);
    }

    // These two named a file; now a folder has a file for each secret.
    private static string HintFor(string oldName, string newName) => oldName.EndsWith("File", StringComparison.OrdinalIgnoreCase)
        ? $" To read it from a file, name the file {newName.Replace(":", "__", StringComparison.Ordinal)} and its folder in {Secrets.Key}."
        : "";
}
