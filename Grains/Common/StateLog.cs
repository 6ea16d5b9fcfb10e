using Microsoft.Extensions.Logging;

namespace OrleansMicro;

/// <summary>Log events of the state in memory and of its storage: 1110 to 1119.</summary>
internal static partial class StateLog
{
    [LoggerMessage(
        1110, LogLevel.Warning, "{State} could not be read back after a failed write; the activation ends or reads it before its next write.")]
    public static partial void ReadBackFailed(ILogger logger, Exception exception, string state);

    [LoggerMessage(EventId = 1111, Message = "State {State} of {Grain} could not be {Verb}.")]
    public static partial void StorageFailed(ILogger logger, LogLevel level, Exception exception, string state, GrainId grain, string verb);
}
