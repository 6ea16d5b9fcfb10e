using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace OrleansMicro.Hosting;

/// <summary>
/// Waits at start for a Redis that answers, whichever was started first, and learns the address of this machine on the way to it: the one
/// that the other members of the cluster, who use the same Redis, can most likely reach too.
/// </summary>
internal static class RedisRoute
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan SayEvery = TimeSpan.FromSeconds(10);

    /// <summary>The local address on the route to Redis; throws <see cref="StartException"/> when no Redis answers in time.</summary>
    public static async Task<IPAddress> Find(ClusterSettings settings, TimeProvider clock)
    {
        var redis = settings.RedisConfiguration();
        var started = clock.GetTimestamp();
        var said = TimeSpan.Zero;
        while (true)
        {
            var (address, problem) = await Ask(redis);
            if (address is not null)
                return address;

            var waited = clock.GetElapsedTime(started);
            if (waited >= settings.RedisPatience)
                throw new StartException($"Redis at {Places(redis)} does not answer: {problem} See {ClusterSettings.Section}:{nameof(settings.Redis)}.");
            if (said == TimeSpan.Zero || waited - said > SayEvery)
            {
                said = waited + TimeSpan.FromTicks(1);
                await Console.Out.WriteLineAsync($"Waiting for Redis at {Places(redis)}: {problem}");
            }

            await Task.Delay(Pause, clock);
        }
    }

    private static async Task<(IPAddress? Address, string Problem)> Ask(ConfigurationOptions redis)
    {
        var problem = "no server is configured.";
        foreach (var place in redis.EndPoints)
        {
            using var timeout = new CancellationTokenSource(AttemptTimeout);
            try
            {
                return await Ask(place, redis.Ssl, timeout.Token);
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                problem = e.Message;
            }
            catch (OperationCanceledException)
            {
                problem = "it takes too long.";
            }
        }

        return (null, problem);
    }

    private static async Task<(IPAddress? Address, string Problem)> Ask(EndPoint place, bool encrypted, CancellationToken timeout)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(place, timeout);
        var local = ((IPEndPoint)socket.LocalEndPoint!).Address;
        var address = local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local;

        // Behind TLS it cannot be asked so simply; that somebody listens must do.
        if (encrypted)
            return (address, "");

        // One that still reads its data from disk accepts connections and refuses all else.
        await socket.SendAsync("PING\r\n"u8.ToArray(), timeout);
        var answer = new byte[256];
        var length = await socket.ReceiveAsync(answer, timeout);
        var text = System.Text.Encoding.ASCII.GetString(answer, 0, length).Trim();
        return text.StartsWith("-LOADING", StringComparison.Ordinal) || length == 0 ? (null, $"it says '{text}'.") : (address, "");
    }

    private static string Places(ConfigurationOptions redis) => string.Join(", ", redis.EndPoints.Select(Place));

    private static string Place(EndPoint place) => place is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : place.ToString()!;
}
