using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <content>What is logged.</content>
internal sealed partial class SiloRuntime
{
    /// <inheritdoc/>
    public void OnActivationFailed(Activation activation, Exception exception)
    {
        activation.Class.Statistics?.NoteError(nameof(IGrainBase.OnActivateAsync), exception);
        LogActivationFailed(_logger, exception, activation.GrainId);
    }

    /// <inheritdoc/>
    public void OnDeactivationFailed(Activation activation, Exception exception)
    {
        activation.Class.Statistics?.NoteError(nameof(IGrainBase.OnDeactivateAsync), exception);
        LogDeactivationFailed(_logger, exception, activation.GrainId);
    }

    /// <inheritdoc/>
    public void OnTurnFailed(Activation activation, Exception exception) => LogTurnFailed(_logger, exception, activation.GrainId);

    /// <inheritdoc/>
    public void OnTimerFailed(Activation activation, Exception exception)
    {
        activation.Class.Statistics?.NoteError("(timer)", exception);
        LogTimerFailed(_logger, exception, activation.GrainId);
    }

    [LoggerMessage(EventId = 1001, Level = LogLevel.Error, Message = "Grain {GrainId} failed to activate; its callers get the error.")]
    private static partial void LogActivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(EventId = 1002, Level = LogLevel.Warning, Message = "Grain {GrainId} failed to deactivate in order.")]
    private static partial void LogDeactivationFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(EventId = 1003, Level = LogLevel.Warning, Message = "A one-way call or a turn of grain {GrainId} failed.")]
    private static partial void LogTurnFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(EventId = 1004, Level = LogLevel.Warning, Message = "A timer tick of grain {GrainId} failed.")]
    private static partial void LogTimerFailed(ILogger logger, Exception exception, GrainId grainId);

    [LoggerMessage(EventId = 1005, Level = LogLevel.Warning, Message = "A message could not be read and was dropped.")]
    private static partial void LogUnreadableMessage(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1006, Level = LogLevel.Warning, Message = "A message of unknown kind {Kind} was dropped.")]
    private static partial void LogUnknownMessage(ILogger logger, byte kind);

    [LoggerMessage(EventId = 1008, Level = LogLevel.Warning, Message = "Silo {Silo} did not let go of grain {GrainId} in time.")]
    private static partial void LogNotReleased(ILogger logger, Exception exception, SiloAddress silo, GrainId grainId);

    [LoggerMessage(EventId = 1009, Level = LogLevel.Warning,
        Message = "Silo {Silo} did not take note of version {Version} of the membership in time; grains are taken over all the same.")]
    private static partial void LogNotAdopted(ILogger logger, Exception exception, SiloAddress silo, long version);

    [LoggerMessage(EventId = 1007, Level = LogLevel.Warning,
        Message = "Silo {Silo} stopped before all activations had ended: {Count} were left.")]
    private static partial void LogDrainIncomplete(ILogger logger, SiloAddress silo, int count);
}
