namespace OrleansMicro.Hosting;

/// <summary>The program cannot start for a reason that its operator can mend; the message says which.</summary>
public sealed class StartException : Exception
{
    public StartException()
    {
    }

    public StartException(string message)
        : base(message)
    {
    }

    public StartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
