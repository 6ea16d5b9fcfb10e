namespace OrleansMicro;

/// <summary>
/// A grain could not read or write its storage. The outcome of a write is unknown: repeat the call with the same
/// operation id. Callers need not know which storage it is.
/// </summary>
[GenerateSerializer, Alias("om.storage-unavailable")]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StorageUnavailableException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what happened and its cause.</summary>
    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
