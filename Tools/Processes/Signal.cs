using System.Diagnostics;
using System.Globalization;

namespace OrleansMicro.Tools.Processes;

/// <summary>A signal that .NET cannot send to another process itself.</summary>
internal static class Signal
{
    public const string Terminate = "TERM";
    public const string Stop = "STOP";
    public const string Continue = "CONT";

    public static async Task Send(string signal, int pid)
    {
        using var kill = Process.Start("kill", ["-" + signal, pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }
}
