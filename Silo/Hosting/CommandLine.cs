namespace OrleansMicro.Silo;

/// <summary>The server's command line. Anything that it does not know is refused, because a mistyped setting must not pass silently.</summary>
internal static class CommandLine
{
    public const string Help = """
        OrleansMicro, a self-hosted marketplace backend: API, grains and storage in one process.

        usage: run [--port N] [--data FOLDER] [--urls URLS] [--Section:Key VALUE]...
               run --health [URL]
               run --help

          --port N          port of the API on this machine (8080; 0: any free one)
          --data FOLDER     where the database is kept (data); one server at a time
          --urls URLS       addresses to listen on, such as http://0.0.0.0:8080; wins over --port
          --health [URL]    asks the server at URL, or at the configured port, how it is; exit code 0 if it is ready
          --Section:Key V   any setting of appsettings.json, such as --Orders:HoldFor 00:05:00

        Settings come from appsettings.json, then the environment (Server__Port=8080), then the command line.
        Ctrl-C or SIGTERM stops the server after all accepted requests are answered.
        """;

    private static readonly Dictionary<string, string> Short = new(StringComparer.Ordinal)
    {
        ["--port"] = $"{ServerOptions.Section}:{nameof(ServerOptions.Port)}",
        ["--data"] = $"{ServerOptions.Section}:{nameof(ServerOptions.Data)}",
        ["--urls"] = "urls",
        ["--environment"] = "environment",
    };

    /// <summary>The settings that the arguments give; throws <see cref="StartException"/> for an argument that means nothing.</summary>
    public static Dictionary<string, string?> Parse(ReadOnlySpan<string> args)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var left, var right] ? (left, right) : (args[i], null);
            if (KeyOf(name) is not { } key)
                throw new StartException($"'{args[i]}' is no argument of this program; see --help.");
            if (value is null && ++i < args.Length)
                value = args[i];
            settings[key] = value ?? throw new StartException($"{name} needs a value; see --help.");
        }

        return settings;
    }

    private static string? KeyOf(string name) => Short.TryGetValue(name, out var key) ? key
        : name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal) ? name[2..]
        : null;
}
