namespace Orleans.Runtime;

/// <summary>What became of a frame.</summary>
internal enum SendResult
{
    /// <summary>It is on its way.</summary>
    Sent,

    /// <summary>The receiver can't be reached; nothing was sent.</summary>
    Unreachable,

    /// <summary>Too much waits for the receiver already; nothing was sent.</summary>
    Full,

    /// <summary>The frame is larger than the receiver takes; nothing was sent.</summary>
    TooLarge,
}
