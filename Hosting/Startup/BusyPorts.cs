using System.Net;
using System.Net.Sockets;

namespace OrleansMicro.Hosting;

/// <summary>
/// Refuses a start on addresses that the process cannot listen on, before the host starts. Later, a silo has joined its cluster, and leaves it with
/// pages of stack traces. A silo with the port of another one even declares that one dead.
/// </summary>
public static class BusyPorts
{
    /// <summary>Throws <see cref="StartException"/> if an address of <c>urls</c> cannot be used.</summary>
    /// <param name="urls">Where the process will listen.</param>
    /// <param name="setting">The argument that chooses it.</param>
    public static void Refuse(string urls, string setting = "--port or --urls")
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.Scheme is not ("http" or "https") || address.PathBase.Length > 0)
                throw new StartException($"An address of urls cannot be used: '{url}'. Use http://HOST:PORT.");
            if (address is { IsUnixPipe: false, IsNamedPipe: false, Port: > 0 })
                Refuse(EndPoints(address), setting);
        }
    }

    /// <summary>Throws <see cref="StartException"/> if an endpoint is in use or not allowed.</summary>
    /// <param name="endPoints">Where the process will listen.</param>
    /// <param name="setting">The argument that chooses it.</param>
    public static void Refuse(IEnumerable<IPEndPoint> endPoints, string setting)
    {
        foreach (var endPoint in endPoints)
        {
            if (TryBind(endPoint) is { } failure && Explain(failure, endPoint) is { } problem)
                throw new StartException($"{problem} Choose another one with {setting}.", failure);
        }
    }

    private static SocketException? TryBind(IPEndPoint endPoint)
    {
        try
        {
            using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = false;
            socket.Bind(endPoint);
            return null;
        }
        catch (SocketException e)
        {
            return e;
        }
    }

    private static string? Explain(SocketException failure, IPEndPoint endPoint) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"Another program listens on {endPoint}.",
        SocketError.AccessDenied => $"This user may not listen on {endPoint}.",
        // The machine may have only one of IPv4 and IPv6, on which the server listens then.
        _ when IPAddress.IsLoopback(endPoint.Address) || endPoint.Address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.IPv6Any) => null,
        _ => $"{endPoint} is not an address of this machine: {failure.Message}.",
    };

    private static IPEndPoint[] EndPoints(BindingAddress address)
    {
        IPAddress[] hosts =
            string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
            : IPAddress.TryParse(address.Host, out var host) ? [host]
            : [IPAddress.Any, IPAddress.IPv6Any];
        return Array.ConvertAll(hosts, host => new IPEndPoint(host, address.Port));
    }
}
