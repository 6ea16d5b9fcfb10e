namespace Orleans.Runtime;

/// <summary>A queue of the engine is full: the request was not accepted and may be sent again later.</summary>
[GenerateSerializer]
public sealed class LimitExceededException : OrleansException
{
    /// <summary>Creates the exception with a default message.</summary>
    public LimitExceededException() : base("Limit exceeded")
    {
    }

    /// <summary>Creates the exception.</summary>
    public LimitExceededException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public LimitExceededException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>Creates the exception for the limit <paramref name="limitName"/>, of which <paramref name="current"/> was reached.</summary>
    public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
        : base($"Limit exceeded {limitName} Current={current} Threshold={threshold} {extraInfo}")
    {
    }
}
