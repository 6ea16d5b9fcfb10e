namespace OrleansMicro;

/// <summary>The party on whose behalf a grain is called. A grain receives it as an argument and checks ownership with it.</summary>
/// <remarks>
/// Until requests are authenticated, the API passes <see cref="Operator"/>.
/// <para>
/// A method with a caller also takes a cancellation token. Orleans signals it at the response timeout. A caller of a
/// read or a wait signals it when it stops waiting; a caller of a change passes none, so that a change runs to its end
/// without its client. A cancelled call that has not begun is dropped. Reads and waits end early. A change that has
/// begun goes on to its end. The caller gets <see cref="OperationCanceledException"/> or <see cref="TimeoutException"/>
/// at once, and neither tells whether the change was made: repeat it with the same operation id.
/// </para>
/// </remarks>
/// <param name="Kind">The party's role.</param>
/// <param name="Id">The party's id within its kind; empty for <see cref="CallerKind.System"/>.</param>
[GenerateSerializer, Immutable, Alias("om.caller")]
public sealed record Caller([property: Id(0)] CallerKind Kind, [property: Id(1)] string Id)
{
    /// <summary>The operator of the marketplace, who may do everything.</summary>
    public static Caller Operator { get; } = new(CallerKind.Operator, "operator");

    /// <summary>The marketplace itself: one grain calls another to carry out a request that was already accepted.</summary>
    public static Caller System { get; } = new(CallerKind.System, "");
}

/// <summary>The roles of callers.</summary>
[GenerateSerializer, Alias("om.caller.kind")]
public enum CallerKind
{
    /// <summary>The marketplace itself.</summary>
    System,

    /// <summary>Runs the marketplace.</summary>
    Operator,

    /// <summary>Works for a seller.</summary>
    SellerStaff,

    /// <summary>A customer with a profile.</summary>
    Customer,

    /// <summary>A customer without a profile.</summary>
    Guest,

    /// <summary>Another program.</summary>
    Integration,
}
