using System.CommandLine;

namespace OrleansMicro.Bench.Commands;

/// <summary>Commands that only the built-in engine can carry out; with the other one there are none.</summary>
internal static partial class EngineCommands
{
    /// <summary>Adds them.</summary>
    public static void AddTo(RootCommand root) => Add(root);

    static partial void Add(RootCommand root);
}
