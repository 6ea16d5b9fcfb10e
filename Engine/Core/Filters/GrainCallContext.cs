using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>What filters of both directions see.</summary>
internal abstract class GrainCallContext(RequestBase request) : IGrainCallContext
{
    /// <inheritdoc/>
    public IInvokable Request => request;

    /// <inheritdoc/>
    public abstract object Grain { get; }

    /// <inheritdoc/>
    public GrainId? SourceId => request.SourceId;

    /// <inheritdoc/>
    public GrainId TargetId => request.TargetId;

    /// <inheritdoc/>
    public GrainInterfaceType InterfaceType => request.TargetInterface;

    /// <inheritdoc/>
    public string InterfaceName => request.GetInterfaceName();

    /// <inheritdoc/>
    public string MethodName => request.GetMethodName();

    /// <inheritdoc/>
    public MethodInfo InterfaceMethod => request.GetMethod();

    /// <inheritdoc/>
    public Response? Response { get; set; }

    /// <inheritdoc/>
    public object? Result
    {
        get => Response is { Exception: null } response ? response.Result : null;
        set => Response = Response.FromResult(value);
    }

    /// <summary>The call.</summary>
    protected RequestBase Call => request;

    /// <inheritdoc/>
    public abstract Task Invoke();

    /// <summary>Throws what the call has thrown, so that a filter sees it as if it had called itself.</summary>
    protected void ThrowIfFailed()
    {
        if (Response?.Exception is { } exception)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception);
    }

    /// <summary>The outcome after all filters have run.</summary>
    protected Response Outcome() =>
        Response ?? Response.FromException(new InvalidOperationException($"No call filter has invoked {InterfaceName}.{MethodName} or set a response."));
}
