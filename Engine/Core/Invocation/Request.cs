using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Orleans.CodeGeneration;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call of a method that returns <see cref="ValueTask"/>; the request itself is what the caller awaits.</summary>
public abstract class Request : RequestBase, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _caller;
    private int _completed;

    /// <summary>Called by generated code.</summary>
    protected Request(InvokeMethodOptions options)
        : base(options)
    {
        _caller.RunContinuationsAsynchronously = !Continuations.IsSimulated;
    }

    /// <summary>Sends the call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ValueTask Send(GrainReference reference)
    {
        var oneWay = (Options & InvokeMethodOptions.OneWay) != 0;
        reference.Runtime.Invoke(reference, this);
        return oneWay ? default : new ValueTask(this, _caller.Version);
    }

    /// <inheritdoc/>
    public sealed override ValueTask<Response> Invoke()
    {
        ValueTask task;
        try
        {
            task = InvokeInner();
            if (task.IsCompletedSuccessfully)
            {
                task.GetAwaiter().GetResult();
                return new(Response.Completed);
            }
        }
        catch (Exception exception)
        {
            return new(Response.FromException(exception));
        }

        return Await(task);

        static async ValueTask<Response> Await(ValueTask task)
        {
            try
            {
                await task;
                return Response.Completed;
            }
            catch (Exception exception)
            {
                return Response.FromException(exception);
            }
        }
    }

    void IValueTaskSource.GetResult(short token) => _caller.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _caller.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _caller.OnCompleted(continuation, state, token, flags);

    internal sealed override ValueTask InvokeAndComplete(object target)
    {
        ValueTask task;
        try
        {
            Bind(target);
            task = InvokeInner();
            if (task.IsCompletedSuccessfully)
            {
                task.GetAwaiter().GetResult();
                Succeed();
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

    internal sealed override bool Complete(Response response) => response.Exception is { } exception ? Fail(exception) : Succeed();

    internal sealed override bool Fail(Exception exception)
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
        {
            return false;
        }

        _caller.SetException(exception);
        return true;
    }

    internal sealed override void WriteResponse(ref MessageWriter writer, Response response)
        => ResponseFormat.Write(ref writer, response);

    internal sealed override Response ReadResponse(ref MessageReader reader) => ResponseFormat.Read(ref reader);

    /// <summary>Calls the method.</summary>
    protected abstract ValueTask InvokeInner();

    private bool Succeed()
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
        {
            return false;
        }

        _caller.SetResult(true);
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask Await(ValueTask task)
    {
        try
        {
            await task;
            Succeed();
        }
        catch (Exception exception)
        {
            FailFromTarget(exception);
        }
    }
}
