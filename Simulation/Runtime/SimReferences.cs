using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>Sends the calls of all references. The caller is the process whose step runs.</summary>
internal sealed class SimReferences : IGrainReferenceRuntime
{
    private static SimNode Node => Simulator.Current?.Node ?? throw new InvalidOperationException("Only processes can call grains.");

    /// <inheritdoc/>
    public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        // Not Orleans' pooled ResponseCompletionSource: awaited as a task, that one continues on the thread pool.
        var answer = new TaskCompletionSource<T?>();
        Node.Send(reference, request, options, response =>
        {
            if (response.Exception is OperationCanceledException)
                answer.TrySetFromTask(Throw<T>(response.Exception));
            else if (response.Exception is { } exception)
                answer.TrySetException(exception);
            else
                answer.TrySetResult(response.Result is T result ? result : default);
        });
        return new ValueTask<T?>(answer.Task);
    }

    /// <inheritdoc/>
    public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options) =>
        new(InvokeMethodAsync<object>(reference, request, options).AsTask());

    /// <inheritdoc/>
    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options) =>
        Node.Send(reference, request, options | InvokeMethodOptions.OneWay, null);

    // A call that was cancelled is a cancelled task, and keeps its exception.
    private static async Task<T?> Throw<T>(Exception exception) => await Task.FromException<T?>(exception);

    /// <inheritdoc/>
    public object Cast(IAddressable grain, Type interfaceType) => grain is GrainReference && interfaceType.IsInstanceOfType(grain)
        ? grain
        : OrleansTypes.Reference(grain.GetGrainId(), OrleansTypes.InterfaceOf(interfaceType));
}
