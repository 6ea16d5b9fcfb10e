using Orleans.CodeGeneration;
using Orleans.Runtime;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>A call, or the answer to one.</summary>
internal sealed class SimMessage
{
    public required long Id { get; init; }

    /// <summary>The request, or the response.</summary>
    public required object Body { get; set; }

    /// <summary>Whether it is the answer to the message with the same number.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>The grain that calls; none if it is a client.</summary>
    public GrainId Sender { get; init; }

    /// <summary>The process that waits for the answer.</summary>
    public required SiloAddress Origin { get; init; }

    /// <summary>The silo through which a client talks.</summary>
    public SiloAddress? Gateway { get; set; }

    public GrainId Target { get; init; }

    public GrainInterfaceType Interface { get; init; }

    public InvokeMethodOptions Options { get; init; }

    /// <summary>What is left of the caller's time, by the clock of the process where it is; null if it never ends.</summary>
    public long? Deadline { get; set; }

    /// <summary>Whether somebody has found that its grain lives where it is sent, or is to live there.</summary>
    public bool IsAddressed { get; set; }

    /// <summary>How often it was passed on.</summary>
    public int Forwards { get; set; }

    public Dictionary<string, object>? Context { get; set; }

    /// <summary>Whether it is a tick of a timer, which goes with its activation.</summary>
    public bool IsTick { get; init; }

    public bool IsOneWay => (Options & InvokeMethodOptions.OneWay) != 0;

    public override string ToString() => $"{(IsAnswer ? "answer" : "call")} {Id} {Target} {(Body as Orleans.Serialization.Invocation.IInvokable)?.GetMethodName()}";

    public SimMessage Copy() => (SimMessage)MemberwiseClone();
}
