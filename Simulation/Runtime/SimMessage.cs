using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>A call, an answer, the cancellation of a call, or a timer tick that queues with the calls of its grain.</summary>
internal sealed class SimMessage
{
    public required long Id { get; init; }

    /// <summary>The request of a call, the response of an answer, the callback of a tick.</summary>
    public required object Body { get; set; }

    /// <summary>Whether this answers the call with the same number.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>Whether this cancels the call with the same number and origin.</summary>
    public bool IsCancellation { get; init; }

    /// <summary>The calling grain; none if a client calls.</summary>
    public GrainId Sender { get; init; }

    /// <summary>The process that waits for the answer.</summary>
    public required SiloAddress Origin { get; init; }

    /// <summary>The silo through which a client's call came.</summary>
    public SiloAddress? Gateway { get; set; }

    public GrainId Target { get; init; }

    public GrainInterfaceType Interface { get; init; }

    public InvokeMethodOptions Options { get; init; }

    /// <summary>When the caller stops waiting, by the clock of the process that holds the message; null if never.</summary>
    public long? Deadline { get; set; }

    /// <summary>The time that the message spent between processes, which no deadline counts.</summary>
    public TimeSpan TimeOnWire { get; set; }

    /// <summary>Whether the sender has looked the grain up: the receiver has the grain, or is to activate it.</summary>
    public bool IsAddressed { get; set; }

    /// <summary>How often the call was forwarded.</summary>
    public int Forwards { get; set; }

    /// <summary>The request context.</summary>
    public Dictionary<string, object>? Context { get; set; }

    /// <summary>Whether this is a timer tick, which ends with its activation.</summary>
    public bool IsTick { get; init; }

    public bool IsOneWay => (Options & InvokeMethodOptions.OneWay) != 0;

    public bool AlwaysInterleaves => (Options & InvokeMethodOptions.AlwaysInterleave) != 0;

    public override string ToString() => $"{(IsAnswer ? "answer" : "call")} {Id} {Target} {(Body as IInvokable)?.GetMethodName() ?? Body as string}";

    /// <summary>A message that cancels this call. Its number and its way to the grain are those of the call.</summary>
    public SimMessage ToCancellation() => new()
    {
        Id = Id,
        Body = "cancellation",
        IsCancellation = true,
        Sender = Sender,
        Origin = Origin,
        Target = Target,
        Options = InvokeMethodOptions.OneWay | InvokeMethodOptions.AlwaysInterleave,
    };

    public SimMessage Copy() => (SimMessage)MemberwiseClone();
}
