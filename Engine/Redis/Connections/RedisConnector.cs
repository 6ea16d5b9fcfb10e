using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Orleans.Redis;

/// <summary>Connects to Redis, and waits for it where it isn't there yet.</summary>
internal static partial class RedisConnector
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Connects with the options of the application. What it has left open is set so that a lost connection is tried again every second:
    /// the library's own default waits as long as a connection may take.
    /// </summary>
    public static async Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> Connect(ConfigurationOptions options)
    {
        var own = options.Clone();
        own.ReconnectRetryPolicy = new LinearRetry(1_000);
        own.ConnectTimeout = Math.Min(own.ConnectTimeout, 2_000);
        var connection = await ConnectionMultiplexer.ConnectAsync(own);

        // Answers belong to different grains: none has to wait until what the one before it sets off has run.
        connection.PreserveAsyncOrder = false;
        return (connection, false);
    }

    /// <summary>Connects; while Redis can't be reached, logs that and tries again with growing pauses until it is cancelled.</summary>
    public static async Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> ConnectPatiently(
        Func<Task<(IConnectionMultiplexer Multiplexer, bool IsShared)>> connect,
        string user,
        TimeProvider time,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await connect().WaitAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is RedisConnectionException or TimeoutException or System.Net.Sockets.SocketException)
            {
                LogNotReached(logger, user, exception.Message, pause.TotalSeconds);
            }

            await Task.Delay(pause, time, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning,
        Message = "{User} can't reach Redis and tries again in {Seconds} s: {Error}")]
    private static partial void LogNotReached(ILogger logger, string user, string error, double seconds);
}
