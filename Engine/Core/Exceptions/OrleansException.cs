namespace Orleans.Runtime;

/// <summary>Base of the exceptions that the engine itself throws.</summary>
[GenerateSerializer]
public class OrleansException : Exception
{
    /// <summary>Creates the exception with a default message.</summary>
    public OrleansException() : base("Unexpected error.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public OrleansException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public OrleansException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
