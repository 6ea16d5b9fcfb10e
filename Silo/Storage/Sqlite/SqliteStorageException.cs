namespace OrleansMicro.Silo.Storage;

/// <summary>
/// The database could not do what was asked: disk full, I/O error, closed. The write it answers is not durable unless a re-read says so.
/// Worth trying again later.
/// </summary>
[GenerateSerializer, Alias("om.SqliteStorageException")]
public sealed class SqliteStorageException : OrleansException
{
    public SqliteStorageException()
    {
    }

    public SqliteStorageException(string message)
        : base(message)
    {
    }

    public SqliteStorageException(string message, Exception? innerException)
        : base(message, innerException!)
    {
    }
}
