using System.CommandLine;
using OrleansMicro.Bench.Simulate;

namespace OrleansMicro.Bench.Commands;

/// <content>Those of the built-in engine.</content>
internal static partial class EngineCommands
{
    static partial void Add(RootCommand root) => root.Add(SimulateCommand.Create());
}
