namespace Orleans.Runtime;

/// <summary>A reminder could not be registered or removed.</summary>
[GenerateSerializer]
public sealed class ReminderException : OrleansException
{
    /// <summary>Creates the exception with a default message.</summary>
    public ReminderException() : base("The reminder operation failed.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public ReminderException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ReminderException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
