namespace Orleans.Runtime;

/// <summary>Kinds of messages.</summary>
internal enum MessageKind : byte
{
    /// <summary>A call.</summary>
    Request = 1,

    /// <summary>The outcome of a call.</summary>
    Response = 2,

    /// <summary>The caller has cancelled its call.</summary>
    Cancel = 3,

    /// <summary>The call was passed on to another silo, from which the answer will come.</summary>
    Forwarded = 4,

    /// <summary>A message for a client that the receiver is connected with and the sender is not.</summary>
    Relay = 5,
}
