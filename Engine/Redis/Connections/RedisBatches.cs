using StackExchange.Redis;

namespace Orleans.Redis;

/// <summary>
/// Sends the commands of many callers together. While some are on their way, others gather, and are sent in one piece once those are answered: the busier
/// Redis is, the more commands share a system call and a wake-up on either side. One that comes alone is sent at once. They are done in the order in which they came.
/// </summary>
/// <param name="database">Takes the commands.</param>
/// <param name="patience">How long each caller waits for its answer, and how long commands gather behind others that get none.</param>
/// <param name="time">The clock of that.</param>
internal sealed class RedisBatches(IDatabase database, TimeSpan patience, TimeProvider time)
{
    private readonly Lock _lock = new();
    private IBatch? _gathering;
    private Task? _last;
    private bool _isUnderWay;

    /// <summary>Sends a command.</summary>
    /// <param name="command">Makes the command; it must be quick.</param>
    /// <returns>Its answer.</returns>
    /// <exception cref="TimeoutException">There was none in time. The command may still be done, before those that are sent after it.</exception>
    public Task<T> Send<T>(Func<IDatabaseAsync, Task<T>> command)
    {
        Task<T> answer;
        bool mustStart;
        lock (_lock)
        {
            answer = command(_gathering ??= database.CreateBatch());
            _last = answer;
            mustStart = !_isUnderWay;
            _isUnderWay = true;
        }

        if (mustStart)
            SendGathered();
        return answer.WaitAsync(patience, time);
    }

    private void SendGathered()
    {
        IBatch batch;
        Task last;
        lock (_lock)
        {
            _isUnderWay = _gathering is not null;
            if (!_isUnderWay)
                return;
            (batch, last) = (_gathering!, _last!);
            _gathering = null;
        }

        try
        {
            batch.Execute();
        }
        catch (RedisConnectionException)
        {
            // There is no connection. Each command has failed with this, and tells its caller.
        }
        finally
        {
            // Whatever went wrong with these, the next ones must not wait for ever.
            _ = SendNextAfter(last);
        }
    }

    // Outside of the grain whose call it happens to be.
    private async Task SendNextAfter(Task last)
    {
        await last.WaitAsync(patience, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        SendGathered();
    }
}
