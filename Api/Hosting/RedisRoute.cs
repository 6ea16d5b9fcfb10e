using System.Net;
using System.Net.Sockets;
using System.Text;
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
            if (waited >= settings.RedisStartupTimeout)
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
                return await Ask(place, redis, timeout.Token);
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

    private static async Task<(IPAddress? Address, string Problem)> Ask(EndPoint place, ConfigurationOptions redis, CancellationToken timeout)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(place, timeout);
        var local = ((IPEndPoint)socket.LocalEndPoint!).Address;
        var address = local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local;

        // Behind TLS it cannot be asked so simply; that somebody listens must do.
        if (redis.Ssl)
            return (address, "");

        // One that still reads its data from disk accepts connections and passwords, and refuses all else.
        if (!string.IsNullOrEmpty(redis.Password))
        {
            var said = await Tell(socket, $"*2\r\n$4\r\nAUTH\r\n${Encoding.UTF8.GetByteCount(redis.Password)}\r\n{redis.Password}\r\n", timeout);
            if (!said.StartsWith('+'))
                return (null, $"it says '{said}' to the password.");
        }

        var answer = await Tell(socket, "PING\r\n", timeout);
        return answer.Length == 0 || answer.StartsWith("-LOADING", StringComparison.Ordinal) || answer.StartsWith("-NOAUTH", StringComparison.Ordinal)
            ? (null, $"it says '{answer}'.")
            : (address, "");
    }

    private static async Task<string> Tell(Socket socket, string command, CancellationToken timeout)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(command), timeout);
        var answer = new byte[256];
        return Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer, timeout)).Trim();
    }

    private static string Places(ConfigurationOptions redis) => string.Join(", ", redis.EndPoints.Select(Place));

    private static string Place(EndPoint place) => place is DnsEndPoint dns ? $"{dns.Host}:{dns.Port}" : place.ToString()!;
}
