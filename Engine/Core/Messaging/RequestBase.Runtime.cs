using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <content>What the runtime keeps with a request on its way: the request is its own envelope, so a local call allocates none.</content>
public abstract partial class RequestBase : GrainWork
{
    /// <summary>The reference that was called, in the process of the caller.</summary>
    internal GrainReference? Reference { get; set; }

    /// <summary>The grain that is called.</summary>
    internal GrainId TargetId => Reference?.GrainId ?? Incoming!.TargetId;

    /// <summary>The interface that is called.</summary>
    internal GrainInterfaceType TargetInterface => Reference?.InterfaceType ?? Incoming!.TargetInterface;

    /// <summary>The silo that it was sent to, if not this one.</summary>
    internal SiloAddress? SentTo { get; set; }

    /// <summary>The silo through which the answer comes, if not directly from <see cref="SentTo"/>.</summary>
    internal SiloAddress? SentVia { get; set; }

    /// <summary>The number by which the answer of another silo finds it.</summary>
    internal long CallId { get; set; }

    /// <summary>The activation that calls, if a grain of this process does.</summary>
    internal Activation? Sender { get; set; }

    /// <summary>Where the request came from, if from another process or silo.</summary>
    internal IncomingCall? Incoming { get; set; }

    /// <summary>Takes the response instead of the caller, where outgoing filters stand between.</summary>
    internal TaskCompletionSource<Response>? Sink { get; set; }

    /// <summary>The values that travel with the call, or null.</summary>
    internal Dictionary<string, object>? Context { get; set; }

    /// <summary>When the caller gives up, in milliseconds of the coarse clock.</summary>
    internal long Deadline { get; set; }

    /// <summary>Where the call is among those that wait for their answer.</summary>
    internal PendingLink Pending;

    /// <summary>What ends the watch over the caller's token.</summary>
    internal IDisposable? CancellationWatch { get; set; }

    /// <summary>Whether the caller no longer waits.</summary>
    internal bool IsAbandoned { get; set; }

    /// <summary>Whether it counts among the requests of others that run or wait in this silo.</summary>
    internal bool IsCounted { get; set; }

    /// <summary>How often the request was passed on within this silo because its activation ended.</summary>
    internal int LocalForwards { get; set; }

    /// <summary>Whether no answer is expected.</summary>
    internal bool IsOneWay => (Options & InvokeMethodOptions.OneWay) != 0;

    internal sealed override bool IsReadOnly => (Options & InvokeMethodOptions.ReadOnly) != 0;

    internal sealed override bool IsAlwaysInterleave => (Options & InvokeMethodOptions.AlwaysInterleave) != 0;

    internal sealed override Guid ReentrancyId =>
        Context is { } context && context.TryGetValue(RequestContext.ReentrancyKey, out var id) && id is Guid chain ? chain : Guid.Empty;

    /// <summary>The grain that calls, where known.</summary>
    internal GrainId? SourceId => Sender?.GrainId ?? Incoming?.SourceId;

    internal sealed override ValueTask Begin(Activation activation) => activation.Invoke(this);

    internal sealed override void End(Activation activation) => activation.Router.OnEnded(this);

    internal sealed override void Refuse(Activation activation, Exception? reason)
    {
        if (reason is null)
            activation.Router.Reroute(this);
        else
            activation.Router.Reject(this, reason);
    }

    /// <summary>Fails the caller with what the target has thrown.</summary>
    internal bool FailFromTarget(Exception exception)
    {
        NoteFault(exception);
        return Fail(exception);
    }

    /// <summary>Has a failure counted, and notes one that says that the activation's state is stale.</summary>
    internal void NoteFault(Exception? exception)
    {
        if (exception is not null && RuntimeContext.Current is Activation activation)
            activation.NoteError(this, exception);
        if (exception is InconsistentStateException { IsHandled: false } stale)
        {
            stale.IsHandled = true;
            StaleState = stale;
        }
    }

    /// <summary>Hands over the outcome to whoever waits for it in this process; false if it was handed over before.</summary>
    internal bool Finish(Response response) => Sink is { } sink ? sink.TrySetResult(response) : Complete(response);

    /// <summary>Hands over a failure to whoever waits in this process.</summary>
    internal bool FinishFailed(Exception exception) => Sink is { } sink ? sink.TrySetResult(Response.FromException(exception)) : Fail(exception);
}
