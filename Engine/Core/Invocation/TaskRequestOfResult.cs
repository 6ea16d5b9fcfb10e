using System.ComponentModel;
using System.Runtime.CompilerServices;
using Orleans.CodeGeneration;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call of a method that returns <see cref="Task{TResult}"/>.</summary>
public abstract class TaskRequest<TResult> : RequestBase
{
    private TaskCompletionSource<TResult>? _caller;

    /// <summary>Called by generated code.</summary>
    protected TaskRequest(InvokeMethodOptions options)
        : base(options)
    {
    }

    /// <summary>Sends the call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Task<TResult> Send(GrainReference reference)
    {
        var caller = _caller = new TaskCompletionSource<TResult>(Continuations.Mode);
        reference.Runtime.Invoke(reference, this);
        return caller.Task;
    }

    /// <inheritdoc/>
    public sealed override ValueTask<Response> Invoke()
    {
        Task<TResult> task;
        try
        {
            task = InvokeInner();
        }
        catch (Exception exception)
        {
            return new(Response.FromException(exception));
        }

        return task.IsCompletedSuccessfully ? new(Response.FromResult(task.Result)) : Await(task);

        static async ValueTask<Response> Await(Task<TResult> task)
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

    internal sealed override ValueTask InvokeAndComplete(object target)
    {
        Task<TResult> task;
        try
        {
            Bind(target);
            task = InvokeInner();
            if (task.IsCompletedSuccessfully)
            {
                _caller?.TrySetResult(CopyResult(task.Result));
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
        => response.Exception is { } exception ? Fail(exception) : _caller?.TrySetResult(response.GetResult<TResult>()!) ?? false;

    internal sealed override bool Fail(Exception exception) => Completion.TryFail(_caller, exception);

    internal sealed override Response CopyResponse(Response response)
        => ResponseFormat.Copy<TResult>(response, Descriptor.ResultIsImmutable);

    internal sealed override void WriteResponse(ref MessageWriter writer, Response response)
        => ResponseFormat.Write<TResult>(ref writer, response);

    internal sealed override Response ReadResponse(ref MessageReader reader) => ResponseFormat.Read<TResult>(ref reader);

    /// <summary>Calls the method.</summary>
    protected abstract Task<TResult> InvokeInner();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask Await(Task<TResult> task)
    {
        try
        {
            _caller?.TrySetResult(CopyResult(await task));
        }
        catch (Exception exception)
        {
            FailFromTarget(exception);
        }
    }

    private TResult CopyResult(TResult result) => ResponseFormat.CopyResult(result, this);
}
