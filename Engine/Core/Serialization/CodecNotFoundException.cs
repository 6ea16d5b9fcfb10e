namespace Orleans.Serialization;

/// <summary>A type is not serializable: usually <see cref="GenerateSerializerAttribute"/> is missing on it.</summary>
public sealed class CodecNotFoundException : SerializerException
{
    /// <summary>Creates the exception.</summary>
    public CodecNotFoundException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public CodecNotFoundException(string? message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and a cause.</summary>
    public CodecNotFoundException(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
