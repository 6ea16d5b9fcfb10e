using System.Runtime.CompilerServices;

namespace Orleans.Serialization.Invocation;

/// <summary>Fails a caller's task so that it looks as if the caller itself had awaited the method.</summary>
internal static class Completion
{
    /// <summary>Fails the task; an <see cref="OperationCanceledException"/> makes it canceled and keeps the exception.</summary>
    public static bool TryFail<TResult>(TaskCompletionSource<TResult>? caller, Exception exception)
    {
        if (caller is null)
        {
            return false;
        }

        if (exception is not OperationCanceledException)
        {
            return caller.TrySetException(exception);
        }

        var builder = AsyncTaskMethodBuilder<TResult>.Create();
        builder.SetException(exception);
        return caller.TrySetFromTask(builder.Task);
    }

    /// <inheritdoc cref="TryFail{TResult}"/>
    public static bool TryFail(TaskCompletionSource? caller, Exception exception)
    {
        if (caller is null)
        {
            return false;
        }

        if (exception is not OperationCanceledException)
        {
            return caller.TrySetException(exception);
        }

        var builder = AsyncTaskMethodBuilder.Create();
        builder.SetException(exception);
        return caller.TrySetFromTask(builder.Task);
    }
}
