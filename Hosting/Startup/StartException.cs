namespace OrleansMicro.Hosting;

/// <summary>The program cannot start for a reason that its operator can remove. The message names the reason.</summary>
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
