namespace Orleans.Runtime.Messaging;

/// <summary>A connection could not be made. It may be tried again later.</summary>
[GenerateSerializer]
public sealed class ConnectionFailedException : OrleansException
{
    /// <summary>Creates the exception with a default message.</summary>
    public ConnectionFailedException() : base("Connection failed")
    {
    }

    /// <summary>Creates the exception.</summary>
    public ConnectionFailedException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ConnectionFailedException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
