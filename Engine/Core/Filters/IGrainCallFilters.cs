using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A grain call as filters see it.</summary>
public interface IGrainCallContext
{
    /// <summary>The call's method and arguments.</summary>
    IInvokable Request { get; }

    /// <summary>The grain, or outside of its silo a reference to it.</summary>
    object Grain { get; }

    /// <summary>The grain that calls; null if no grain does.</summary>
    GrainId? SourceId { get; }

    /// <summary>The grain that is called.</summary>
    GrainId TargetId { get; }

    /// <summary>The interface that is called.</summary>
    GrainInterfaceType InterfaceType { get; }

    /// <summary>The full name of the interface.</summary>
    string InterfaceName { get; }

    /// <summary>The name of the method.</summary>
    string MethodName { get; }

    /// <summary>The method of the interface.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The result, once there is one; a filter may replace it.</summary>
    object? Result { get; set; }

    /// <summary>The outcome, once there is one; a filter may replace it.</summary>
    Response? Response { get; set; }

    /// <summary>Goes on: the next filter or the call itself.</summary>
    Task Invoke();
}

/// <summary>A call that arrives at a grain.</summary>
public interface IIncomingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation.</summary>
    IGrainContext TargetContext { get; }

    /// <summary>The method of the grain class.</summary>
    MethodInfo ImplementationMethod { get; }
}

/// <summary>A call that goes out.</summary>
public interface IOutgoingGrainCallContext : IGrainCallContext
{
    /// <summary>The activation that calls; null if no grain does.</summary>
    IGrainContext? SourceContext { get; }
}

/// <summary>Stands between a call and the grain; implemented by a grain, it sees the calls of that grain.</summary>
public interface IIncomingGrainCallFilter
{
    /// <summary>Does something before and after <see cref="IGrainCallContext.Invoke"/>, or instead of it.</summary>
    Task Invoke(IIncomingGrainCallContext context);
}

/// <summary>Stands between a caller and the call.</summary>
public interface IOutgoingGrainCallFilter
{
    /// <summary>Does something before and after <see cref="IGrainCallContext.Invoke"/>, or instead of it.</summary>
    Task Invoke(IOutgoingGrainCallContext context);
}

/// <summary>An <see cref="IIncomingGrainCallFilter"/> as a delegate.</summary>
public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);

/// <summary>An <see cref="IOutgoingGrainCallFilter"/> as a delegate.</summary>
public delegate Task OutgoingGrainCallFilterDelegate(IOutgoingGrainCallContext context);
