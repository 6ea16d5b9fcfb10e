namespace OrleansMicro.Events;

/// <summary>
/// Deletes old chunks of one log. First the log's row says that a chunk is no longer kept, and then its row is deleted. A crash between leaves it to
/// the next time.
/// </summary>
internal sealed class EventRetention(EventChunks chunks, GroupCommit<EventLogState> log, EventOptions options, TimeProvider clock)
{
    private const int ChunksAtOnce = 64;

    /// <summary>Deletes what is too old, or too much, and was delivered by every sink.</summary>
    public async Task Trim()
    {
        while (await Next() is { } oldest)
        {
            // A sink may need them since.
            if (!await log.Apply(state => EventLogRules.Advance(state, oldest)))
                return;
            await Delete();
        }

        await Delete();
    }

    /// <summary>The oldest chunk to keep from now on; null if all are kept.</summary>
    private async Task<long?> Next()
    {
        var state = await log.Read();
        var (now, end) = (clock.GetUtcNow(), chunks.Newest.Before + chunks.Newest.Events.Length);
        var number = state.Oldest;
        for (var i = 0; i < ChunksAtOnce && number < chunks.Number; i++, number++)
        {
            if (await chunks.Find(number) is not { } chunk || !EventLogRules.MayDelete(state, number, chunk, end, now, options))
                break;
        }

        return number > state.Oldest ? number : null;
    }

    private async Task Delete()
    {
        var (from, to) = (log.State.Deleted, log.State.Oldest);
        if (from == to)
            return;
        for (var number = from; number < to; number++)
            await chunks.Delete(number);
        await log.Apply(state => (to > state.Deleted ? state with { Deleted = to } : state, true));
    }
}
