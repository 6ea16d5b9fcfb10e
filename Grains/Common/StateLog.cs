using Microsoft.Extensions.Logging;

namespace OrleansMicro;

/// <summary>Log events of the state in memory: 1110 to 1119.</summary>
internal static partial class StateLog
{
    [LoggerMessage(
        1110, LogLevel.Warning, "{State} could not be read back after a failed write; the activation ends or reads it before its next write.")]
    public static partial void ReadBackFailed(ILogger logger, Exception exception, string state);
}
