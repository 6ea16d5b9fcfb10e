namespace OrleansMicro;

/// <summary>
/// A grain could not reach its storage. Whether a write got through is unknown, so that the call is repeated with the same operation id.
/// Its own type, because callers need not know what the storage is.
/// </summary>
[GenerateSerializer, Alias("om.storage-unavailable")]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StorageUnavailableException()
    {
    }

    /// <summary>Creates the exception with what happened.</summary>
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
