namespace Orleans.Runtime;

/// <summary>A request was refused before it reached its grain; it is safe to send it again.</summary>
[GenerateSerializer]
public class OrleansMessageRejectionException : OrleansException
{
    /// <summary>Creates the exception with a default message.</summary>
    public OrleansMessageRejectionException() : base("The request was rejected.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public OrleansMessageRejectionException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public OrleansMessageRejectionException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
