using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Orleans.CodeGeneration;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call of a method that returns <see cref="ValueTask{TResult}"/>; the request itself is what the caller awaits.</summary>
public abstract class Request<TResult> : RequestBase, IValueTaskSource<TResult>
{
    private ManualResetValueTaskSourceCore<TResult> _caller;
    private int _completed;

    /// <summary>Called by generated code.</summary>
    protected Request(InvokeMethodOptions options)
        : base(options)
    {
        _caller.RunContinuationsAsynchronously = !Continuations.IsSimulated;
    }

    /// <summary>Sends the call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask<TResult> Send(GrainReference reference)
    {
        reference.Runtime.Invoke(reference, this);
        return new ValueTask<TResult>(this, _caller.Version);
    }

    /// <inheritdoc/>
    public sealed override ValueTask<Response> Invoke()
    {
        ValueTask<TResult> task;
        try
        {
            task = InvokeInner();
            if (task.IsCompletedSuccessfully)
            {
                return new(Response.FromResult(task.Result));
            }
        }
        catch (Exception exception)
        {
            return new(Response.FromException(exception));
        }

        return Await(task);

        static async ValueTask<Response> Await(ValueTask<TResult> task)
        {
            try
            {
                return Response.FromResult(await task);
            }
            catch (Exception exception)
            {
                return Response.FromException(exception);
            }
        }
    }

    TResult IValueTaskSource<TResult>.GetResult(short token) => _caller.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<TResult>.GetStatus(short token) => _caller.GetStatus(token);

    void IValueTaskSource<TResult>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _caller.OnCompleted(continuation, state, token, flags);

    internal sealed override ValueTask InvokeAndComplete(object target)
    {
        ValueTask<TResult> task;
        try
        {
            Bind(target);
            task = InvokeInner();
            if (task.IsCompletedSuccessfully)
            {
                Succeed(CopyResult(task.Result));
                return default;
            }
        }
        catch (Exception exception)
        {
            FailFromTarget(exception);
            return default;
        }

        return Await(task);
    }

    internal sealed override bool Complete(Response response)
        => response.Exception is { } exception ? Fail(exception) : Succeed(response.GetResult<TResult>()!);

    internal sealed override bool Fail(Exception exception)
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
        {
            return false;
        }

        _caller.SetException(exception);
        return true;
    }

    internal sealed override Response CopyResponse(Response response)
        => ResponseFormat.Copy<TResult>(response, Descriptor.ResultIsImmutable);

    internal sealed override void WriteResponse(ref MessageWriter writer, Response response)
        => ResponseFormat.Write<TResult>(ref writer, response);

    internal sealed override Response ReadResponse(ref MessageReader reader) => ResponseFormat.Read<TResult>(ref reader);

    /// <summary>Calls the method.</summary>
    protected abstract ValueTask<TResult> InvokeInner();

    private bool Succeed(TResult result)
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
        {
            return false;
        }

        _caller.SetResult(result);
        return true;
    }

    private TResult CopyResult(TResult result) => ResponseFormat.CopyResult(result, this);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask Await(ValueTask<TResult> task)
    {
        try
        {
            Succeed(CopyResult(await task));
        }
        catch (Exception exception)
        {
            FailFromTarget(exception);
        }
    }
}
