namespace Orleans.Runtime;

/// <summary>What serves the calls of a grain in this silo: an activation or a group of stateless workers.</summary>
internal interface ICallTarget
{
    /// <summary>Whether it will never serve another call, so that the next one needs a new target.</summary>
    bool IsGone { get; }

    /// <summary>Takes over a request.</summary>
    void Receive(RequestBase request);
}
