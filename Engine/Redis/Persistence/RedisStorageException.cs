namespace Orleans.Persistence.Redis;

/// <summary>Redis failed to do what grain storage asked. After a write the outcome is unknown: it may have been stored.</summary>
[GenerateSerializer]
public class RedisStorageException : Exception
{
    /// <summary>Creates it.</summary>
    public RedisStorageException()
    {
    }

    /// <summary>Creates it with a message.</summary>
    public RedisStorageException(string message) : base(message)
    {
    }

    /// <summary>Creates it with a message and its cause.</summary>
    public RedisStorageException(string message, Exception inner) : base(message, inner)
    {
    }
}
