using System.ComponentModel;
using System.Runtime.CompilerServices;
using Orleans.CodeGeneration;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>A call of a method that returns <see cref="Task"/>.</summary>
public abstract class TaskRequest : RequestBase
{
    private TaskCompletionSource? _caller;

    /// <summary>Called by generated code.</summary>
    protected TaskRequest(InvokeMethodOptions options)
        : base(options)
    {
    }

    /// <summary>Sends the call.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Task Send(GrainReference reference)
    {
        if ((Options & InvokeMethodOptions.OneWay) != 0)
        {
            reference.Runtime.Invoke(reference, this);
            return Task.CompletedTask;
        }

        var caller = _caller = new TaskCompletionSource(Continuations.Mode);
        reference.Runtime.Invoke(reference, this);
        return caller.Task;
    }

    /// <inheritdoc/>
    public sealed override ValueTask<Response> Invoke()
    {
        Task task;
        try
        {
            task = InvokeInner();
        }
        catch (Exception exception)
        {
            return new(Response.FromException(exception));
        }

        return task.IsCompletedSuccessfully ? new(Response.Completed) : Await(task);

        static async ValueTask<Response> Await(Task task)
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

    internal sealed override ValueTask InvokeAndComplete(object target)
    {
        Task task;
        try
        {
            Bind(target);
            task = InvokeInner();
        }
        catch (Exception exception)
        {
            FailFromTarget(exception);
            return default;
        }

        if (task.IsCompletedSuccessfully)
        {
            _caller?.TrySetResult();
            return default;
        }

        return Await(task);
    }

    internal sealed override bool Complete(Response response)
        => response.Exception is { } exception ? Fail(exception) : _caller?.TrySetResult() ?? false;

    internal sealed override bool Fail(Exception exception) => Completion.TryFail(_caller, exception);

    internal sealed override void WriteResponse(ref MessageWriter writer, Response response)
        => ResponseFormat.Write(ref writer, response);

    internal sealed override Response ReadResponse(ref MessageReader reader) => ResponseFormat.Read(ref reader);

    /// <summary>Calls the method.</summary>
    protected abstract Task InvokeInner();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask Await(Task task)
    {
        try
        {
            await task;
            _caller?.TrySetResult();
        }
        catch (Exception exception)
        {
            FailFromTarget(exception);
        }
    }
}
