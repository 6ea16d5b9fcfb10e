namespace Orleans.Runtime.Tcp;

/// <summary>What the one who connects says first.</summary>
/// <param name="ClusterId">Its cluster.</param>
/// <param name="ServiceId">Its service.</param>
/// <param name="Sender">The silo or client that it is.</param>
/// <param name="Receiver">The silo that it wants to reach; null if it only knows the endpoint.</param>
internal sealed record Greeting(string ClusterId, string ServiceId, SiloAddress Sender, SiloAddress? Receiver);

/// <summary>What is answered to a greeting.</summary>
/// <param name="Verdict">Whether the connection may be used.</param>
/// <param name="Reason">Why not, for people.</param>
/// <param name="Receiver">The silo that answers.</param>
internal sealed record GreetingAnswer(Verdict Verdict, string Reason, SiloAddress? Receiver);

/// <summary>Whether a connection may be used.</summary>
internal enum Verdict : byte
{
    /// <summary>It may.</summary>
    Accepted = 0,

    /// <summary>The other speaks another version of the protocol.</summary>
    WrongVersion = 1,

    /// <summary>The other belongs to another cluster.</summary>
    WrongCluster = 2,

    /// <summary>Another silo than expected listens here: the expected one is gone.</summary>
    WrongSilo = 3,

    /// <summary>Silos connect to the other port, or clients do.</summary>
    WrongPort = 4,

    /// <summary>Both connect to each other at the same time, and the other's connection is the one to be used.</summary>
    Crossed = 5,

    /// <summary>The silo stops.</summary>
    Leaving = 6,

    /// <summary>The silo has as many clients as it takes.</summary>
    Full = 7,
}
