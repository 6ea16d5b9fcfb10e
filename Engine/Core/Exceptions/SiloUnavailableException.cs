namespace Orleans.Runtime;

/// <summary>The silo that a request was sent to is gone. Whether the request ran is not known.</summary>
[GenerateSerializer]
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>Creates the exception with a default message.</summary>
    public SiloUnavailableException() : base("The silo is unavailable.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public SiloUnavailableException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public SiloUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
