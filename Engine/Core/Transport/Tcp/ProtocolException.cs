namespace Orleans.Runtime.Tcp;

/// <summary>A peer broke the rules of the wire: the connection is closed.</summary>
internal sealed class ProtocolException : IOException
{
    /// <summary>Says what was wrong, as the rest of "because ...".</summary>
    public ProtocolException(string message) : base(message)
    {
    }

    /// <summary>Says what was wrong and keeps the cause.</summary>
    public ProtocolException(string message, Exception cause) : base(message, cause)
    {
    }
}
