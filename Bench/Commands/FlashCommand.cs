using System.CommandLine;

namespace OrleansMicro.Bench.Commands;

/// <summary><c>flash</c>.</summary>
internal static class FlashCommand
{
    public static Command Create() => new("flash", "Measures a hot product: all buyers want the same one.")
    {
        FlashGrainsCommand.Create(),
        FlashHttpCommand.Create(),
    };
}
