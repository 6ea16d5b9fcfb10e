using System.Net;
using System.Net.Sockets;
using Orleans.Runtime.Tcp;

namespace OrleansMicro.Tests.Engine.Internals.Transport;

/// <summary>Somebody on the other side of a socket who does only what the test says.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly TcpClient _client = new();

    private RawPeer(SiloAddress address) => Address = address;

    /// <summary>What it says that it is.</summary>
    public SiloAddress Address { get; }

    public NetworkStream Stream => _client.GetStream();

    /// <summary>Connects and says nothing.</summary>
    public static async Task<RawPeer> ConnectAsync(IPEndPoint endpoint)
    {
        var peer = new RawPeer(SiloAddress.New(IPAddress.Loopback, 1, SiloAddress.AllocateNewGeneration()));
        await peer._client.ConnectAsync(endpoint);
        return peer;
    }

    /// <summary>Connects and is accepted as a silo.</summary>
    public static async Task<RawPeer> GreetAsync(SiloAddress silo)
    {
        var peer = await ConnectAsync(silo.Endpoint);
        var answer = await peer.GreetAsync(new Greeting(TcpNodes.ClusterId, TcpNodes.ServiceId, peer.Address, silo));
        Assert.Equal(Verdict.Accepted, answer.Verdict);
        return peer;
    }

    /// <summary>Greets and reads the answer.</summary>
    public async Task<GreetingAnswer> GreetAsync(Greeting greeting, int version = WireProtocol.Version)
    {
        await Stream.WriteAsync(GreetingFormat.Write(greeting, version, version));
        var header = new byte[GreetingFormat.HeaderBytes];
        await Stream.ReadExactlyAsync(header);
        var content = new byte[GreetingFormat.ReadHeader(header).Length];
        await Stream.ReadExactlyAsync(content);
        return GreetingFormat.ReadAnswer(content);
    }

    /// <summary>Waits until the other side has closed the connection, whatever it sends before.</summary>
    public async Task WaitForEndAsync()
    {
        var bytes = new byte[256];
        try
        {
            while (await Stream.ReadAsync(bytes) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Closed with something unread.
        }
    }

    public void Dispose() => _client.Dispose();
}
