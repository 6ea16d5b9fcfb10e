namespace Orleans.Runtime;

/// <summary>An incoming filter made of a delegate.</summary>
internal sealed class IncomingFilterDelegate(IncomingGrainCallFilterDelegate filter) : IIncomingGrainCallFilter
{
    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context) => filter(context);
}

/// <summary>An outgoing filter made of a delegate.</summary>
internal sealed class OutgoingFilterDelegate(OutgoingGrainCallFilterDelegate filter) : IOutgoingGrainCallFilter
{
    /// <inheritdoc/>
    public Task Invoke(IOutgoingGrainCallContext context) => filter(context);
}
