namespace Orleans.Runtime.Tcp;

/// <summary>Constants of the wire; see docs/decisions on the wire protocol before changing any.</summary>
internal static class WireProtocol
{
    /// <summary>
    /// Newest version spoken: raised when a frame or message changes in a way that an older process can't read, or grains are placed otherwise.
    /// </summary>
    public const int Version = 2;

    /// <summary>Oldest version still spoken, so that silos can be replaced one after the other. Version 1 placed grains one by one, not by groups.</summary>
    public const int OldestVersion = 2;

    /// <summary>Bytes before a frame's content: its length (of kind and content) in four bytes, its kind in one.</summary>
    public const int FrameHeaderBytes = LengthBytes + 1;

    /// <summary>Bytes of the length.</summary>
    public const int LengthBytes = sizeof(uint);

    /// <summary>Largest greeting; it holds a few names.</summary>
    public const int MaxGreetingBytes = 4 * 1024;

    /// <summary>What every connection begins with, in both directions; never changed.</summary>
    public static ReadOnlySpan<byte> Magic => "OMTP"u8;
}

/// <summary>Kinds of frames.</summary>
internal enum FrameKind : byte
{
    /// <summary>A message for the runtime.</summary>
    Message = 0,

    /// <summary>Nothing: the sender lives.</summary>
    Heartbeat = 1,

    /// <summary>The members of the cluster, for a client.</summary>
    View = 2,

    /// <summary>The sender leaves: it wants no more frames, and still sends the answers that it owes.</summary>
    Goodbye = 3,
}
