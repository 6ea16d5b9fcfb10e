using System.IO.Pipelines;

namespace Orleans.Runtime.Tcp;

/// <summary>A connection that was greeted on: sends from its outbox, hands what arrives to its link, and watches whether the peer lives.</summary>
internal sealed class TcpConnection
{
    private const int ReadBytes = 64 * 1024;
    private const int MinReadBytes = 8 * 1024;

    private readonly TcpStream _stream;
    private readonly PeerLink _link;
    private readonly Outbox _outbox;
    private readonly TcpTransportOptions _options;
    private readonly FrameReader _frames;
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _closeReason;
    private bool _hasSaidGoodbye;
    private bool _wasHeard;
    private int _silentPeriods;

    /// <summary>Takes over a stream.</summary>
    public TcpConnection(TcpStream stream, PeerLink link, Outbox outbox, TcpTransportOptions options, int maxFrameBytes)
    {
        _stream = stream;
        _link = link;
        _outbox = outbox;
        _options = options;
        _frames = new FrameReader(maxFrameBytes, OnFrame);
    }

    /// <summary>Completes when nothing arrives any more and the link was told.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Why it ended.</summary>
    public string CloseReason => Volatile.Read(ref _closeReason) ?? "the peer has closed it";

    /// <summary>Sends and receives until the connection ends; never fails.</summary>
    public async Task RunAsync()
    {
        _outbox.Attach(_stream.Stream, OnSent);
        try
        {
            await ReceiveAsync();
            if (Volatile.Read(ref _hasSaidGoodbye))
            {
                // The peer has sent all it had; what it is owed still goes out.
                _outbox.Complete();
                await _sent.Task.WaitAsync(_options.LeaveTimeout);
            }

            Close("the peer has closed it");
        }
        catch (Exception exception)
        {
            Close(exception.Message);
        }

        _link.OnEnded(this);
        _ended.TrySetResult();
    }

    /// <summary>Ends the connection at once.</summary>
    public void Close(string reason)
    {
        if (Interlocked.CompareExchange(ref _closeReason, reason, null) is not null)
            return;
        _outbox.Close();
        _stream.Dispose();
        _sent.TrySetResult();
    }

    /// <summary>Tells the peer to send nothing more.</summary>
    public void SayGoodbye()
    {
        Volatile.Write(ref _hasSaidGoodbye, true);
        _outbox.Append(FrameKind.Goodbye, default);
    }

    /// <summary>Is called once per heartbeat period. Periods are counted, not time: a process that was stopped itself must not take its peers for dead.</summary>
    public void OnHeartbeat()
    {
        if (!_outbox.TakeWasUsed())
            _outbox.Append(FrameKind.Heartbeat, default);
        if (Interlocked.Exchange(ref _wasHeard, false))
            _silentPeriods = 0;
        else if (++_silentPeriods >= _options.MaxSilentPeriods)
            Close($"nothing was heard of the peer for {_options.MaxSilentPeriods * _options.HeartbeatPeriod.TotalSeconds:0.#} s");
    }

    private async Task ReceiveAsync()
    {
        var reader = PipeReader.Create(_stream.Stream, new StreamPipeReaderOptions(bufferSize: ReadBytes, minimumReadSize: MinReadBytes, leaveOpen: true));
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync();
                Volatile.Write(ref _wasHeard, true);
                var buffer = result.Buffer;
                _frames.Read(ref buffer);
                reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                    return;
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }
    }

    private void OnFrame(FrameKind kind, ReadOnlySpan<byte> content)
    {
        switch (kind)
        {
            case FrameKind.Message:
                _link.OnMessage(content);
                break;
            case FrameKind.Heartbeat:
                break;
            case FrameKind.View:
                _link.OnView(content);
                break;
            case FrameKind.Goodbye:
                _link.OnGoodbye(this);
                SayGoodbye();
                _outbox.Complete();
                break;
            default:
                throw new ProtocolException($"it sent a frame of unknown kind {(byte)kind}");
        }
    }

    private void OnSent(Exception? exception)
    {
        if (exception is not null)
            Close(exception.Message);
        else
            _stream.EndSending();
        _sent.TrySetResult();
    }
}
