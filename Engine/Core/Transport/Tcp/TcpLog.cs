using System.Net;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime.Tcp;

/// <summary>What the transport logs.</summary>
internal static partial class TcpLog
{
    [LoggerMessage(EventId = 1401, Level = LogLevel.Information, Message = "{Local} listens on {Endpoint} for {Whom}.")]
    public static partial void Listening(ILogger logger, SiloAddress local, IPEndPoint endpoint, string whom);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Debug, Message = "{Local} is connected with {Peer} at {Endpoint}.")]
    public static partial void Connected(ILogger logger, SiloAddress local, SiloAddress peer, EndPoint? endpoint);

    [LoggerMessage(EventId = 1403, Level = LogLevel.Information, Message = "{Local} has lost its connection with {Peer}: {Reason}.")]
    public static partial void Disconnected(ILogger logger, SiloAddress local, SiloAddress peer, string reason);

    [LoggerMessage(EventId = 1404, Level = LogLevel.Warning, Message = "{Local} could not connect to {Peer} at {Endpoint}: {Reason}.")]
    public static partial void ConnectFailed(ILogger logger, SiloAddress local, SiloAddress? peer, IPEndPoint? endpoint, string reason);

    [LoggerMessage(EventId = 1405, Level = LogLevel.Warning, Message = "{Local} was refused by {Endpoint} ({Verdict}): {Reason}.")]
    public static partial void WasRefused(ILogger logger, SiloAddress local, IPEndPoint endpoint, Verdict verdict, string reason);

    [LoggerMessage(EventId = 1406, Level = LogLevel.Warning, Message = "{Local} has refused {Peer} at {Endpoint} ({Verdict}): {Reason}.")]
    public static partial void Refused(ILogger logger, SiloAddress local, SiloAddress? peer, EndPoint? endpoint, Verdict verdict, string reason);

    // Anybody who reaches the port can cause this, so it must not fill the log.
    [LoggerMessage(EventId = 1407, Level = LogLevel.Debug, Message = "A connection was closed before it was greeted on: {Reason}.")]
    public static partial void GreetingFailed(ILogger logger, string reason);

    [LoggerMessage(EventId = 1408, Level = LogLevel.Error, Message = "The upkeep of connections failed; it goes on with the next beat.")]
    public static partial void UpkeepFailed(ILogger logger, Exception exception);

    [LoggerMessage(EventId = 1409, Level = LogLevel.Warning, Message = "{Local} left while {Count} peers had not said that they are done.")]
    public static partial void LeftWithout(ILogger logger, SiloAddress local, int count);
}
