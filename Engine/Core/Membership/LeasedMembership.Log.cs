using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

/// <content>What is logged.</content>
internal sealed partial class LeasedMembership
{
    [LoggerMessage(EventId = 1401, Level = LogLevel.Warning, Message = "The members of the cluster could not be read: {Error}")]
    private static partial void LogNotRead(ILogger logger, string error);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Warning,
        Message = "Silo {Silo} could not become {Status} and tries again in {Seconds} s: {Error}")]
    private static partial void LogNotSet(ILogger logger, SiloAddress silo, SiloStatus status, string error, double seconds);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Warning,
        Message = "Silo {Silo} could not tell the cluster that it is {Status}; the others find out when its lease is over: {Error}")]
    private static partial void LogNotLeft(ILogger logger, SiloAddress silo, SiloStatus status, string error);

    [LoggerMessage(EventId = 1404, Level = LogLevel.Warning, Message = "Silo {Silo} could not be declared dead: {Error}")]
    private static partial void LogNotDeclared(ILogger logger, SiloAddress silo, string error);

    [LoggerMessage(EventId = 1405, Level = LogLevel.Error,
        Message = "Silo {Silo} could not renew its lease and serves nothing until it can: others might take it for dead. {Error}")]
    private static partial void LogSuspended(ILogger logger, SiloAddress silo, string error);

    [LoggerMessage(EventId = 1406, Level = LogLevel.Warning, Message = "Silo {Silo} has renewed its lease and serves again; nobody has taken it for dead.")]
    private static partial void LogResumed(ILogger logger, SiloAddress silo);

    [LoggerMessage(EventId = 1407, Level = LogLevel.Warning, Message = "The lease of silo {Silo} ({Name}) is over: it is declared dead.")]
    private static partial void LogLeaseOver(ILogger logger, SiloAddress silo, string name);

    [LoggerMessage(EventId = 1408, Level = LogLevel.Warning,
        Message = "Most other silos can't reach silo {Silo}, though it holds its lease: it is declared dead.")]
    private static partial void LogCondemned(ILogger logger, SiloAddress silo);

    [LoggerMessage(EventId = 1409, Level = LogLevel.Error,
        Message = "The store has lost the members of the cluster; they are written anew as of version {Version}.")]
    private static partial void LogTableLost(ILogger logger, long version);

    [LoggerMessage(EventId = 1410, Level = LogLevel.Critical, Message = "Silo {Silo} must stop: {Reason}")]
    private static partial void LogExpelled(ILogger logger, SiloAddress silo, string reason);
}
