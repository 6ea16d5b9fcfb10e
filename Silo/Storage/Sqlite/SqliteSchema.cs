namespace OrleansMicro.Silo.Storage;

/// <summary>The tables, and how a file of an older layout is brought up to this one.</summary>
internal static class SqliteSchema
{
    /// <summary>
    /// Written to <c>PRAGMA user_version</c>. A file with a higher number is refused; one with a lower number is migrated here,
    /// step by step, in the transaction that creates the tables.
    /// </summary>
    public const int Version = 1;

    // State is found by row id, which the ETag carries, so that an update touches neither the key nor its index. AUTOINCREMENT never
    // gives an id twice, so an ETag of a deleted row cannot match a later one. The index starts with the grain's key because the
    // order, payment and shipment of one purchase share it and so land on one page.
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS grain_state (
          id INTEGER PRIMARY KEY AUTOINCREMENT,
          version INTEGER NOT NULL,
          grain_key TEXT NOT NULL,
          grain_type TEXT NOT NULL,
          state TEXT NOT NULL,
          data BLOB NOT NULL,
          UNIQUE (grain_key, grain_type, state));
        CREATE TABLE IF NOT EXISTS reminder (
          etag INTEGER PRIMARY KEY AUTOINCREMENT,
          grain TEXT NOT NULL,
          name TEXT NOT NULL,
          start_at INTEGER NOT NULL,
          period INTEGER NOT NULL,
          UNIQUE (grain, name));
        """;

    /// <summary>Makes the file ready: settings of the file, then its tables.</summary>
    public static void Prepare(SqliteConnection connection)
    {
        connection.Execute("PRAGMA page_size=4096; PRAGMA journal_mode=WAL;");
        Configure(connection);
        connection.Execute("BEGIN IMMEDIATE");
        var found = connection.ReadNumber("PRAGMA user_version");
        if (found > Version)
        {
            throw new SqliteStorageException(
                $"The database has layout {found} and this program knows up to {Version}: it was written by a newer version. Start that one.");
        }

        connection.Execute(Tables);
        connection.Execute($"PRAGMA user_version={Version}");
        connection.Execute("COMMIT");
    }

    /// <summary>
    /// Settings of a connection. FULL makes a commit wait for the disk; checkpoints are run by <see cref="Checkpointer"/>. The page cache is small
    /// because SQLite looks through all of it at every commit that split a page (it renumbers pages by way of page 262145, and then cuts
    /// the cache off at the file's end): with 16 MB that was 7 % of the server's time. The system's own cache is behind it.
    /// </summary>
    public static void Configure(SqliteConnection connection) =>
        connection.Execute("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-2048;");
}
