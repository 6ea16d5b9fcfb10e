namespace Orleans.Storage;

/// <summary>A grain asks for a provider that is not configured.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException : Orleans.Runtime.OrleansException
{
    /// <summary>Creates the exception with a default message.</summary>
    public BadProviderConfigException() : base("Bad provider configuration")
    {
    }

    /// <summary>Creates the exception.</summary>
    public BadProviderConfigException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public BadProviderConfigException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
