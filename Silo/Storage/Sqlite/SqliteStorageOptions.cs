namespace OrleansMicro.Silo.Storage;

/// <summary>How a SQLite database that holds grain state and reminders is kept.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>The section of the configuration that these come from.</summary>
    public const string Section = "Storage:Sqlite";

    /// <summary>The database file. Its folder is created. Next to it SQLite keeps <c>-wal</c> and <c>-shm</c>, which belong to it.</summary>
    public string Path { get; set; } = "";

    /// <summary>Most writes that may wait for the writer thread; further callers wait for room without holding a thread.</summary>
    public int QueueCapacity { get; set; } = 16_384;

    /// <summary>Most writes in one transaction.</summary>
    public int MaxBatchWrites { get; set; } = 2_048;

    /// <summary>Most payload bytes in one transaction; a single larger write is a transaction by itself.</summary>
    public int MaxBatchBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Most connections that read at the same time.</summary>
    public int Readers { get; set; } = 8;

    /// <summary>Pages (4 KiB) of the write-ahead log after which they are copied into the file in the background.</summary>
    public int CheckpointPages { get; set; } = 16_384;

    /// <summary>Largest size of the file in pages (4 KiB); 0: no limit. A write that needs more fails, as on a full disk.</summary>
    public int MaxPages { get; set; }

    /// <summary>
    /// That nobody but this process writes the file, which the caller has to see to (a lock on its folder). Reads of keys that are not in the
    /// file then need no look at it; with a second writer they would miss what that one wrote.
    /// </summary>
    public bool SoleWriter { get; set; }

    /// <summary>How long to wait for the lock of another process that has the file open.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
