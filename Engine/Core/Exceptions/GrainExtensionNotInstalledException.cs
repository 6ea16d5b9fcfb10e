namespace Orleans.Runtime;

/// <summary>The grain lacks the extension that was called.</summary>
[GenerateSerializer]
public sealed class GrainExtensionNotInstalledException : OrleansException
{
    /// <summary>Creates the exception with a default message.</summary>
    public GrainExtensionNotInstalledException() : base("GrainExtensionNotInstalledException")
    {
    }

    /// <summary>Creates the exception.</summary>
    public GrainExtensionNotInstalledException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public GrainExtensionNotInstalledException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
