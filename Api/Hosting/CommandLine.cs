namespace OrleansMicro.Hosting;

/// <summary>A program's command line. Anything that it does not know is refused, because a mistyped setting must not pass silently.</summary>
/// <param name="help">What <c>--help</c> prints.</param>
/// <param name="shortNames">The settings that have an argument of their own, by its name.</param>
internal sealed class CommandLine(string help, IReadOnlyDictionary<string, string> shortNames)
{
    /// <summary>What <c>--help</c> prints.</summary>
    public string Help { get; } = help;

    /// <summary>The settings that the arguments give; throws <see cref="StartException"/> for an argument that means nothing.</summary>
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
