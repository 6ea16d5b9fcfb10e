namespace Orleans.Serialization;

/// <summary>A value cannot be written, or bytes cannot be read.</summary>
public class SerializerException : Exception
{
    /// <summary>Creates the exception.</summary>
    public SerializerException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public SerializerException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public SerializerException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
