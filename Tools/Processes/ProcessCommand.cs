namespace OrleansMicro.Tools.Processes;

/// <summary>A program to start.</summary>
/// <param name="Name">For people, such as <c>silo 2</c>.</param>
/// <param name="Program">A path, or a name on the PATH.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ProcessCommand(string Name, string Program, params IReadOnlyList<string> Arguments)
{
    /// <summary>Variables beyond those of this process.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The file that gets all that it writes; null: none.</summary>
    public string? LogFile { get; init; }

    /// <summary>A built program of this solution, such as <see cref="Programs.Silo"/>.</summary>
    public static ProcessCommand Dotnet(string name, string assembly, params IEnumerable<string> arguments) =>
        new(name, "dotnet", [assembly, .. arguments]);
}
