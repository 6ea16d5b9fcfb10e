using System.ComponentModel;
using System.Reflection;
using Orleans.CodeGeneration;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>
/// A call to a grain, its arguments and its caller's completion in one object. The generated class of each method derives from
/// <see cref="TaskRequest{TResult}"/> or one of its siblings. A request is sent once and completed once.
/// </summary>
public abstract partial class RequestBase : IRequest
{
    private CallCancellation? _cancellation;
    private bool _bound;

    /// <summary>Called by generated code.</summary>
    protected RequestBase(InvokeMethodOptions options) => Options = options;

    /// <inheritdoc/>
    public InvokeMethodOptions Options { get; protected set; }

    /// <summary>What is known of the method.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public abstract InvokableMethod Descriptor { get; }

    /// <inheritdoc/>
    public virtual bool IsCancellable => false;

    /// <summary>The token that the caller passed, on the caller's side.</summary>
    internal CancellationToken CallerToken => _cancellation?.CallerToken ?? default;

    /// <summary>The token for the target, on the target's side.</summary>
    protected CancellationToken TargetToken => _cancellation?.TargetToken ?? default;

    /// <inheritdoc/>
    public void AddInvokeMethodOptions(InvokeMethodOptions options) => Options |= options;

    /// <inheritdoc/>
    public abstract object? GetTarget();

    /// <inheritdoc/>
    public void SetTarget(ITargetHolder holder) => Bind(holder.GetTarget() ?? throw new InvalidOperationException("The target is gone."));

    /// <inheritdoc/>
    public abstract ValueTask<Response> Invoke();

    /// <inheritdoc/>
    public virtual int GetArgumentCount() => 0;

    /// <inheritdoc/>
    public virtual object? GetArgument(int index) => throw NoSuchArgument(index);

    /// <inheritdoc/>
    public virtual void SetArgument(int index, object value) => throw NoSuchArgument(index);

    /// <inheritdoc/>
    public string GetMethodName() => Descriptor.Name;

    /// <inheritdoc/>
    public string GetInterfaceName() => Descriptor.InterfaceName;

    /// <inheritdoc/>
    public string GetActivityName() => Descriptor.ActivityName;

    /// <inheritdoc/>
    public MethodInfo GetMethod() => Descriptor.Method;

    /// <inheritdoc/>
    public Type GetInterfaceType() => Descriptor.InterfaceType;

    /// <inheritdoc/>
    public TimeSpan? GetDefaultResponseTimeout() => Descriptor.ResponseTimeout;

    /// <inheritdoc/>
    public CancellationToken GetCancellationToken() => _bound ? TargetToken : CallerToken;

    /// <inheritdoc/>
    public bool TryCancel()
    {
        _cancellation?.Cancel();
        return _cancellation is not null;
    }

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <inheritdoc/>
    public override string ToString() => IRequest.ToString(this);

    /// <summary>Writes the arguments as the fields of an object.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void WriteArguments(ref MessageWriter writer) => writer.WriteEndObject();

    /// <summary>Reads what <see cref="WriteArguments"/> wrote.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public virtual void ReadArguments(ref MessageReader reader) => reader.SkipToEndObject();

    /// <summary>Sets the target, which must implement the interface of the method.</summary>
    internal void Bind(object target)
    {
        _bound = true;
        SetTarget(target);
    }

    /// <summary>
    /// Calls the target and completes the caller in this process, without a response object. The result is copied unless it is
    /// immutable. Ends after the caller is completed and never fails.
    /// </summary>
    internal abstract ValueTask InvokeAndComplete(object target);

    /// <summary>Completes the caller; false if that happened before. The response is owned by the caller from here on.</summary>
    internal abstract bool Complete(Response response);

    /// <summary>Fails the caller; false if it was completed before.</summary>
    internal abstract bool Fail(Exception exception);

    /// <summary>Copies the result of a response for a caller in the same silo, unless it is immutable.</summary>
    internal virtual Response CopyResponse(Response response) => response;

    /// <summary>Writes the outcome of this call.</summary>
    internal abstract void WriteResponse(ref MessageWriter writer, Response response);

    /// <summary>Reads the outcome of this call on the caller's side.</summary>
    internal abstract Response ReadResponse(ref MessageReader reader);

    /// <summary>Marks a request that arrived from elsewhere as one whose caller may cancel it.</summary>
    internal void AcceptCancellation() => _cancellation ??= new CallCancellation(default);

    /// <summary>Sets the target in the generated field.</summary>
    protected abstract void SetTarget(object target);

    /// <summary>Keeps the caller's token; called by the generated reference.</summary>
    protected void SetCancellationToken(CancellationToken token)
    {
        if (token.CanBeCanceled)
        {
            _cancellation = new CallCancellation(token);
        }
    }

    /// <summary>The exception for an argument index out of range.</summary>
    protected static ArgumentOutOfRangeException NoSuchArgument(int index)
        => new(nameof(index), index, "The request has no argument with this index.");
}
