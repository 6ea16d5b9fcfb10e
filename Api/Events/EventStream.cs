using System.IO.Pipelines;

namespace OrleansMicro.Events;

/// <summary>
/// Events as a stream of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). The logs are its buffer: it holds one
/// read of each, and reads on when the client has taken what was sent. The server closes a connection that takes nothing.
/// </summary>
internal sealed partial class EventStream(
    EventService events,
    EventFilter filter,
    EventCursor cursor,
    Caller caller,
    TimeProvider clock,
    ILogger<EventStream> logger,
    CancellationToken stopping) : IResult
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private readonly Task<EventPage>?[] _reads = new Task<EventPage>?[EventLog.Shards];
    private long _sentAt = clock.GetTimestamp();

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-store";

        // Tells nginx not to hold events back.
        response.Headers["X-Accel-Buffering"] = "no";
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(httpContext.RequestAborted, stopping);
        try
        {
            await WriteAsync(response.BodyWriter, ending.Token);
        }
        catch (Exception exception) when (ending.IsCancellationRequested || ClusterFailures.Classify(exception) is not null)
        {
            // The client is gone or connects again, with the id of the last event that it got.
            LogEnded(logger, exception.Message);
        }
        finally
        {
            foreach (var read in _reads)
                read?.Ignore();
        }
    }

    private async Task WriteAsync(PipeWriter body, CancellationToken cancellation)
    {
        // An id without data: the client keeps it and shows nothing. So it can go on although no event of its own has come yet.
        WriteId(body, cursor);
        await FlushAsync(body, cancellation);
        while (true)
        {
            for (var shard = 0; shard < _reads.Length; shard++)
                _reads[shard] ??= events.ReadAsync(shard, cursor[shard], caller, cancellation);
            await Task.WhenAny(_reads!);
            var isWritten = false;
            for (var shard = 0; shard < _reads.Length; shard++)
            {
                if (_reads[shard] is not { IsCompleted: true } read)
                    continue;
                _reads[shard] = null;
                var page = await read;

                // The client is behind what is kept. It learns so when it connects again.
                if (page.Oldest > cursor[shard] && cursor[shard] > 0)
                    return;
                isWritten |= Write(body, shard, page);
            }

            if (!isWritten && clock.GetElapsedTime(_sentAt) >= Heartbeat)
            {
                WriteId(body, cursor);
                isWritten = true;
            }

            if (isWritten)
                await FlushAsync(body, cancellation);
        }
    }

    /// <summary>Writes the events of a page that the client asked for and may see. Whether there are any.</summary>
    private bool Write(IBufferWriter<byte> body, int shard, EventPage page)
    {
        var isWritten = false;
        foreach (var (position, happened) in page.Events)
        {
            cursor[shard] = position + 1;
            if (!filter.Matches(happened) || !EventFilter.MaySee(caller, happened))
                continue;
            body.Write("event: "u8);
            Encoding.UTF8.GetBytes(happened.Type, body);
            body.Write("\ndata: "u8);
            CloudEventJson.Write(body, happened, events.Source);
            body.Write("\n"u8);
            WriteId(body, cursor);
            isWritten = true;
        }

        cursor[shard] = page.Next;
        return isWritten;
    }

    private async Task FlushAsync(PipeWriter body, CancellationToken cancellation)
    {
        _sentAt = clock.GetTimestamp();
        if ((await body.FlushAsync(cancellation)).IsCompleted)
            throw new OperationCanceledException("The client has gone.");
    }

    [LoggerMessage(3120, LogLevel.Debug, "A stream of events has ended: {Why}")]
    private static partial void LogEnded(ILogger logger, string why);

    private static void WriteId(IBufferWriter<byte> body, EventCursor cursor) => Encoding.UTF8.GetBytes($"id: {cursor}\n\n", body);
}
