using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OrleansMicro.Tests.Common;

/// <summary>A cable to a port on this machine that a test can cut: what is connected hangs, and nothing new connects, until it is mended.</summary>
public sealed class Relay : IAsyncDisposable
{
    private readonly int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _pumps = [];
    private readonly Task _accepting;
    private TaskCompletionSource _mended = new();

    /// <summary>Starts to listen on a free port.</summary>
    public Relay(int target)
    {
        _target = target;
        _mended.SetResult();
        _listener.Start();
        _accepting = Accept();
    }

    /// <summary>Where to connect.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Nothing gets through any more.</summary>
    public void Cut() => _mended = new TaskCompletionSource();

    /// <summary>Everything gets through again, what has waited as well.</summary>
    public void Mend() => _mended.TrySetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Mend();
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_pumps);
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _pumps.Add(Connect(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task Connect(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await _mended.Task.WaitAsync(_stop.Token);
            await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(Pump(near, far), Pump(far, near));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Both ends are closed.
        }
    }

    private async Task Pump(TcpClient from, TcpClient to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, _stop.Token) is > 0 and var count)
            {
                await _mended.Task.WaitAsync(_stop.Token);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or InvalidOperationException)
        {
            // One end was closed, and so the other is.
        }
    }
}
