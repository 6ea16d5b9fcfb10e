namespace Orleans.Runtime;

/// <summary>Starting or stopping a host was cancelled.</summary>
[GenerateSerializer]
public sealed class OrleansLifecycleCanceledException : OrleansException
{
    /// <summary>Creates the exception with a default message.</summary>
    public OrleansLifecycleCanceledException() : base("The lifecycle was cancelled.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public OrleansLifecycleCanceledException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public OrleansLifecycleCanceledException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
