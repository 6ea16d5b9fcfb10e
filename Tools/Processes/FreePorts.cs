using System.Net;
using System.Net.Sockets;

namespace OrleansMicro.Tools.Processes;

/// <summary>
/// Ports of loopback that nobody listens on now, for what is about to listen. Each is given once by this process, so that two that start together
/// do not get the same.
/// </summary>
internal static class FreePorts
{
    // Below what Linux, Windows and macOS give to outgoing connections: such a connection could have the port before its listener has, and one that
    // dials a stopped listener's port again and again could even reach itself, and keep the listener from coming back.
    private const int First = 20_000;
    private const int Count = 10_000;
    private static int _last = Random.Shared.Next(Count);

    public static int Next()
    {
        for (var i = 0; i < Count; i++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref _last) % Count);
            if (IsFree(port)) return port;
        }

        throw new IOException($"No port from {First} to {First + Count - 1} of this machine is free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
