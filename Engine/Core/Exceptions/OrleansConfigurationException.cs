namespace Orleans.Runtime;

/// <summary>The host is configured in a way that cannot work.</summary>
[GenerateSerializer]
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>Creates the exception with a default message.</summary>
    public OrleansConfigurationException() : base("The configuration is invalid.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public OrleansConfigurationException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public OrleansConfigurationException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
