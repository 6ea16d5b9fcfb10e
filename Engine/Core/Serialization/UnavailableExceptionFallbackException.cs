namespace Orleans.Serialization;

/// <summary>Stands for an exception whose type is not known in this process.</summary>
public sealed class UnavailableExceptionFallbackException : Exception
{
    /// <summary>Creates the exception.</summary>
    public UnavailableExceptionFallbackException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public UnavailableExceptionFallbackException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public UnavailableExceptionFallbackException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The type of the original exception.</summary>
    public string ExceptionType { get; internal set; } = "";
}
