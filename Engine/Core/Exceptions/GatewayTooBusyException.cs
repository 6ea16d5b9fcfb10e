namespace Orleans.Runtime;

/// <summary>A silo refuses clients because it is overloaded.</summary>
[GenerateSerializer]
public sealed class GatewayTooBusyException : OrleansException
{
    /// <summary>Creates the exception with a default message.</summary>
    public GatewayTooBusyException() : base("Gateway too busy")
    {
    }

    /// <summary>Creates the exception.</summary>
    public GatewayTooBusyException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public GatewayTooBusyException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
