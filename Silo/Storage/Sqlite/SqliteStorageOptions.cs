namespace OrleansMicro.Silo.Storage;

/// <summary>The SQLite database that holds grain state and reminders; configuration section <c>Storage:Sqlite</c>.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Storage:Sqlite";

    /// <summary>The database file. Its folder is created. The files <c>-wal</c> and <c>-shm</c> beside it belong to it.</summary>
    public string Path { get; set; } = "";

    /// <summary>The most writes that wait for the writer thread; further callers wait for room without holding a thread. 1 to 1,000,000.</summary>
    public int QueueCapacity { get; set; } = 16_384;

    /// <summary>The most writes in one transaction. 1 to 100,000.</summary>
    public int MaxBatchWrites { get; set; } = 2_048;

    /// <summary>The most payload bytes in one transaction; a single larger write is a transaction of its own. 1 byte to 1 GiB.</summary>
    public int MaxBatchBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The most connections that read at the same time. 1 to 256.</summary>
    public int Readers { get; set; } = 8;

    /// <summary>Pages (4 KiB) of the write-ahead log after which they are copied into the file. 16 to 4,194,304.</summary>
    public int CheckpointPages { get; set; } = 16_384;

    /// <summary>Largest size of the file in pages (4 KiB); 0: no limit. A write that needs more fails, as on a full disk.</summary>
    public int MaxPages { get; set; }

    /// <summary>
    /// Whether this process is the only writer of the file, which the caller must ensure (a lock on its folder). Reads of missing keys then need no
    /// query; with a second writer they would not see its rows.
    /// </summary>
    public bool SoleWriter { get; set; }

    /// <summary>How long to wait for the lock of another process that has the file open. 0 to 10 minutes.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
