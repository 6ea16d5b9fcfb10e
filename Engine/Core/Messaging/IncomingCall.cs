namespace Orleans.Runtime;

/// <summary>Where a request came from and where its answer goes.</summary>
internal sealed record IncomingCall
{
    /// <summary>The silo or client that waits for the answer.</summary>
    public required SiloAddress Sender { get; init; }

    /// <summary>The silo or client that the request came from last: the sender, or who has passed it on.</summary>
    public required SiloAddress Via { get; init; }

    /// <summary>The sender's number of the call; 0 if it is one-way.</summary>
    public required long CallId { get; init; }

    /// <summary>The grain that is called.</summary>
    public required GrainId TargetId { get; init; }

    /// <summary>The interface that is called.</summary>
    public required GrainInterfaceType TargetInterface { get; init; }

    /// <summary>The grain that calls, if a grain does.</summary>
    public required GrainId? SourceId { get; init; }

    /// <summary>How often the request was passed on.</summary>
    public required int ForwardCount { get; init; }
}
