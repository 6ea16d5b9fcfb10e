using System.Net;
using System.Net.Sockets;

namespace OrleansMicro.Tools.Processes;

/// <summary>
/// Stands between two processes and can hold back what they say: connections stay open and new ones are accepted, but nothing gets
/// through, as when a cable is pulled.
/// </summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile Predicate<int> _isHeld = static _ => false;

    /// <summary>Begins to forward to a port of loopback.</summary>
    public TcpProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Holds back the connections of the processes that <paramref name="ofPid"/> says.</summary>
    public void Hold(Predicate<int> ofPid) => _isHeld = ofPid;

    /// <summary>Lets everything through again, what was held back included.</summary>
    public void Release() => _isHeld = static _ => false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true) _ = Serve(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed of; the connections end by the same token.
            await Task.Yield();
        }
    }

    private async Task Serve(TcpClient client)
    {
        using var caller = client;
        using var target = new TcpClient { NoDelay = true };
        caller.NoDelay = true;
        var pid = SocketOwner.Find(((IPEndPoint)caller.Client.RemoteEndPoint!).Port);
        try
        {
            await WhileHeld(pid);
            await target.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            var (near, far) = (caller.GetStream(), target.GetStream());

            // When one side ends, both are closed.
            await Task.WhenAny(Pump(near, far, pid), Pump(far, near, pid));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            await Task.Yield();
        }
    }

    private async Task Pump(NetworkStream from, NetworkStream to, int pid)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                await WhileHeld(pid);
                await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            await Task.Yield();
        }
    }

    private async Task WhileHeld(int pid)
    {
        while (_isHeld(pid)) await Task.Delay(PollInterval, _stop.Token);
    }
}
