using System.Buffers;
using System.Buffers.Binary;

namespace Orleans.Runtime.Tcp;

/// <summary>
/// What waits to be sent to one peer. Frames are put one behind the other into a buffer by any thread; a writer, of which one runs at a
/// time, sends whatever has gathered in one piece. While there is no connection yet it only gathers.
/// </summary>
internal sealed class Outbox(int maxBytes, int maxFrameBytes) : IThreadPoolWorkItem
{
    private const int InitialBytes = 16 * 1024;
    private const int MaxKeptBytes = 1024 * 1024;

    private readonly Lock _lock = new();
    private byte[] _filling = [];
    private byte[] _spare = [];
    private int _length;
    private bool _isWriting;
    private bool _isClosed;
    private bool _isComplete;
    private bool _wasUsed;
    private Stream? _stream;
    private Action<Exception?>? _onEnded;

    /// <summary>Whether anything was put in since this was last asked.</summary>
    public bool TakeWasUsed() => Interlocked.Exchange(ref _wasUsed, false);

    /// <summary>Puts a frame in; it is not sent when the outbox is full, complete or closed.</summary>
    public SendResult Append(FrameKind kind, ReadOnlySpan<byte> content)
    {
        var size = WireProtocol.FrameHeaderBytes + content.Length;
        if (content.Length >= maxFrameBytes)
            return SendResult.TooLarge;
        bool mustStart;
        lock (_lock)
        {
            if (_isClosed || _isComplete)
                return SendResult.Unreachable;
            if (_length > 0 && _length + (long)size > maxBytes)
                return SendResult.Full;
            if (_filling.Length - _length < size)
                Grow(size);
            var target = _filling.AsSpan(_length);
            BinaryPrimitives.WriteInt32LittleEndian(target, content.Length + 1);
            target[WireProtocol.LengthBytes] = (byte)kind;
            content.CopyTo(target[WireProtocol.FrameHeaderBytes..]);
            _length += size;
            _wasUsed = true;
            mustStart = _stream is not null && !_isWriting;
            _isWriting |= mustStart;
        }

        if (mustStart)
            Schedule();
        return SendResult.Sent;
    }

    /// <summary>Starts to send.</summary>
    /// <param name="stream">Takes the frames.</param>
    /// <param name="onEnded">Is called once all is sent after <see cref="Complete"/>, with null, or when sending failed.</param>
    public void Attach(Stream stream, Action<Exception?> onEnded)
    {
        lock (_lock)
        {
            _stream = stream;
            _onEnded = onEnded;
            if (_isClosed || _isWriting || (_length == 0 && !_isComplete))
                return;
            _isWriting = true;
        }

        Schedule();
    }

    /// <summary>Takes no more frames; those that wait are still sent.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            if (_isClosed || _isComplete)
                return;
            _isComplete = true;
            if (_stream is null || _isWriting)
                return;
            _isWriting = true;
        }

        Schedule();
    }

    /// <summary>Takes and sends no more frames; those that wait are dropped.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            _length = 0;
            if (!_isWriting)
                ReturnBuffers();
        }
    }

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    // Behind what is queued already: callers that have their answers now put their next requests into the same write.
    private void Schedule() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private async Task WriteAsync()
    {
        try
        {
            if (Take() is not { Count: > 0 } batch)
                return;
            await _stream!.WriteAsync(batch);
            GiveBack(batch.Array!);
            if (MustGoOn())
                Schedule();
        }
        catch (Exception exception)
        {
            lock (_lock)
                _isWriting = false;
            _onEnded!(exception);
        }
    }

    private ArraySegment<byte> Take()
    {
        lock (_lock)
        {
            if (_length > 0)
            {
                var batch = new ArraySegment<byte>(_filling, 0, _length);
                _filling = _spare;
                _spare = [];
                _length = 0;
                return batch;
            }

            _isWriting = false;
            if (_isClosed)
            {
                ReturnBuffers();
                return default;
            }
        }

        if (_isComplete)
            _onEnded!(null);
        return default;
    }

    private void GiveBack(byte[] sent)
    {
        lock (_lock)
        {
            if (_spare.Length == 0 && sent.Length <= MaxKeptBytes && !_isClosed)
            {
                _spare = sent;
                return;
            }
        }

        ArrayPool<byte>.Shared.Return(sent);
    }

    private bool MustGoOn()
    {
        lock (_lock)
        {
            if (_length > 0 || _isComplete || _isClosed)
                return true;
            _isWriting = false;
            return false;
        }
    }

    private void Grow(int size)
    {
        var wanted = Math.Max(InitialBytes, Math.Max(_length + size, (int)Math.Min(_filling.Length * 2L, Array.MaxLength)));
        var larger = ArrayPool<byte>.Shared.Rent(wanted);
        _filling.AsSpan(0, _length).CopyTo(larger);
        if (_filling.Length > 0)
            ArrayPool<byte>.Shared.Return(_filling);
        _filling = larger;
    }

    private void ReturnBuffers()
    {
        if (_filling.Length > 0)
            ArrayPool<byte>.Shared.Return(_filling);
        if (_spare.Length > 0)
            ArrayPool<byte>.Shared.Return(_spare);
        _filling = _spare = [];
    }
}
