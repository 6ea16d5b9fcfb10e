using System.Net;
using System.Net.Sockets;

namespace OrleansMicro.Silo;

/// <summary>Free ports of the loopback interface, for a silo that only talks to itself.</summary>
internal static class LocalPorts
{
    /// <summary>Two different ports that nobody listens on now, so that several servers can run on one machine.</summary>
    public static (int Silo, int Gateway) FindTwo()
    {
        using var first = Listen();
        using var second = Listen();
        return (PortOf(first), PortOf(second));
    }

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
