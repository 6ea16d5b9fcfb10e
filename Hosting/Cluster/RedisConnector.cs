using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace OrleansMicro.Hosting;

/// <summary>Opens the connection to Redis at start, and waits until Redis answers, so that processes can be started in any order.</summary>
internal static class RedisConnector
{
    private const int KeepAliveSeconds = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(10);

    /// <summary>Throws <see cref="StartException"/> if no Redis answers within <see cref="ClusterConnectionOptions.RedisStartupTimeout"/>.</summary>
    public static async Task<RedisConnection> OpenAsync(ClusterConnectionOptions cluster, TimeProvider clock)
    {
        var started = clock.GetTimestamp();
        TimeSpan? reported = null;
        while (true)
        {
            string problem;
            try
            {
                return await ConnectAsync(Configure(cluster));
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                problem = Explain(e);
            }

            var waited = clock.GetElapsedTime(started);
            if (waited >= cluster.RedisStartupTimeout)
            {
                throw new StartException(
                    $"Redis at {AddressOf(cluster)} does not answer: {problem} See {ClusterConnectionOptions.Section}:{nameof(cluster.Redis)}.");
            }

            if (reported is null || waited - reported > ReportInterval)
            {
                reported = waited;
                await Console.Out.WriteLineAsync($"Waiting for Redis at {AddressOf(cluster)}: {problem}");
            }

            await Task.Delay(Pause, clock);
        }
    }

    private static ConfigurationOptions Configure(ClusterConnectionOptions cluster)
    {
        var redis = ConfigurationOptions.Parse(cluster.Redis);
        if (redis.KeepAlive < 0)
            redis.KeepAlive = KeepAliveSeconds;
        if (!string.IsNullOrEmpty(cluster.RedisPassword))
            redis.Password = cluster.RedisPassword;
        return redis;
    }

    private static async Task<RedisConnection> ConnectAsync(ConfigurationOptions redis)
    {
        var sockets = new ConcurrentQueue<Socket>();
        redis.AbortOnConnectFail = true;
        redis.BeforeSocketConnect = (_, _, socket) => sockets.Enqueue(socket);
        var multiplexer = await ConnectionMultiplexer.ConnectAsync(redis);
        try
        {
            // A Redis that still loads its data accepts connections and passwords, and refuses commands.
            await multiplexer.GetDatabase().PingAsync();
            return new RedisConnection(redis, multiplexer, LocalAddressOf(sockets));
        }
        catch
        {
            await multiplexer.DisposeAsync();
            throw;
        }
    }

    private static IPAddress LocalAddressOf(IEnumerable<Socket> sockets)
    {
        var local = ((IPEndPoint)sockets.First(static socket => socket.Connected).LocalEndPoint!).Address;
        return local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local;
    }

    // The client's own messages are advice for programmers.
    private static string Explain(Exception failure) => failure switch
    {
        RedisConnectionException { FailureType: ConnectionFailureType.AuthenticationFailure } => "it refuses the password.",
        RedisConnectionException => "the connection fails.",
        RedisServerException => $"its response is '{failure.Message}'.",
        _ => "its response takes too long.",
    };

    private static string AddressOf(ClusterConnectionOptions cluster) => string.Join(", ", ConfigurationOptions.Parse(cluster.Redis).EndPoints.Select(
        static place => place is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : place.ToString()));
}
