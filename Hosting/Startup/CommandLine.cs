namespace OrleansMicro.Hosting;

/// <summary>The command line of a program. An unknown argument is refused, because a mistyped setting would have no effect.</summary>
/// <param name="help">What <c>--help</c> prints.</param>
/// <param name="defaultPort">The port for HTTP if no setting names another one.</param>
/// <param name="shortNames">Arguments that stand for a setting, each with its configuration key.</param>
public sealed class CommandLine(string help, int defaultPort, IReadOnlyDictionary<string, string> shortNames)
{
    /// <summary>What <c>--help</c> prints.</summary>
    public string Help { get; } = help;

    /// <summary>The port for HTTP if no setting names another one.</summary>
    public int DefaultPort { get; } = defaultPort;

    /// <summary>The settings that the arguments give, by configuration key; throws <see cref="StartException"/> for an unknown argument.</summary>
    public Dictionary<string, string?> Parse(ReadOnlySpan<string> args)
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

    private string? KeyOf(string name) => shortNames.TryGetValue(name, out var key) ? key
        : name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal) ? name[2..]
        : null;
}
