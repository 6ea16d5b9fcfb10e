namespace OrleansMicro.Hosting;

/// <summary>
/// Settings from files, as container runtimes hand over secrets, so that they show neither in the environment nor in an argument. The file
/// <c>Cluster__RedisPassword</c> of the folder holds the setting <c>Cluster:RedisPassword</c>.
/// </summary>
internal static class Secrets
{
    /// <summary>The configuration key of the folder.</summary>
    public const string Key = "Server:Secrets";

    private const string SectionDelimiter = "__";

    /// <summary>Adds the folder that the arguments, else the configuration, name. Throws <see cref="StartException"/> if it cannot be read.</summary>
    public static void AddTo(ConfigurationManager configuration, Dictionary<string, string?> arguments)
    {
        if ((arguments.GetValueOrDefault(Key) ?? configuration[Key]) is not { Length: > 0 } folder)
            return;
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder))
            throw new StartException($"{Key}: the folder {folder} does not exist.");
        try
        {
            // Other files of the folder, such as the password of Redis' operator, are no settings of this program.
            configuration.AddKeyPerFile(source =>
            {
                source.FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(folder);
                source.IgnoreCondition = static file => file.StartsWith('.') || !file.Contains(SectionDelimiter, StringComparison.Ordinal);
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{Key}: {e.Message}", e);
        }
    }
}
