using System.Collections.Concurrent;

namespace OrleansMicro.Silo.Storage;

/// <summary>
/// Connections for reading. A read is a few microseconds of work on pages that are nearly always in memory, so it runs on
/// the caller's thread; what is bounded is how many run at once.
/// </summary>
internal sealed class ReaderPool(Func<SqliteConnection> open, int size) : IDisposable
{
    private readonly ConcurrentStack<Reader> _idle = new();
    private readonly SemaphoreSlim _free = new(size);

    /// <summary>Takes a reader, without a thread being held while all are busy. Dispose gives it back.</summary>
    public ValueTask<Reader> Rent(CancellationToken cancellation) =>
        _free.Wait(0, CancellationToken.None) ? new ValueTask<Reader>(Take()) : RentWhenFree(cancellation);

    public void Dispose()
    {
        while (_idle.TryPop(out var reader))
            reader.Close();
        _free.Dispose();
    }

    private async ValueTask<Reader> RentWhenFree(CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation);
        return Take();
    }

    private Reader Take()
    {
        if (_idle.TryPop(out var reader))
            return reader;
        try
        {
            return new Reader(this, open());
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    /// <summary>A connection and its prepared statements, held by one caller.</summary>
    internal sealed class Reader(ReaderPool pool, SqliteConnection connection) : IDisposable
    {
        public SqliteStatement State { get; } = connection.Prepare(
            "SELECT id, version, data FROM grain_state WHERE grain_key = ?1 AND grain_type = ?2 AND state = ?3");

        public SqliteStatement AllReminders { get; } = connection.Prepare("SELECT grain, name, start_at, period, etag FROM reminder");

        public SqliteStatement RemindersOfGrain { get; } = connection.Prepare(
            "SELECT grain, name, start_at, period, etag FROM reminder WHERE grain = ?1");

        public void Dispose()
        {
            pool._idle.Push(this);
            pool._free.Release();
        }

        public void Close()
        {
            State.Dispose();
            AllReminders.Dispose();
            RemindersOfGrain.Dispose();
            connection.Dispose();
        }
    }
}
