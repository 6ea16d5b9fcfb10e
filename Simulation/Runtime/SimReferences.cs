using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>Sends the calls of all references; who calls is whose step it is.</summary>
internal sealed class SimReferences : IGrainReferenceRuntime
{
    private static SimNode Node => Simulator.Current?.Node ?? throw new InvalidOperationException("Grains are called from processes only.");

    public ValueTask<T?> InvokeMethodAsync<T>(GrainReference reference, IInvokable request, InvokeMethodOptions options)
    {
        // Not Orleans' pooled source: as a task that one goes on on the thread pool.
        var answer = new TaskCompletionSource<T?>();
        Node.Send(reference, request, options, response =>
        {
            if (response.Exception is { } exception)
                answer.TrySetException(exception);
            else
                answer.TrySetResult(response.Result is T result ? result : default);
        });
        return new ValueTask<T?>(answer.Task);
    }

    public ValueTask InvokeMethodAsync(GrainReference reference, IInvokable request, InvokeMethodOptions options) =>
        new(InvokeMethodAsync<object>(reference, request, options).AsTask());

    public void InvokeMethod(GrainReference reference, IInvokable request, InvokeMethodOptions options) =>
        Node.Send(reference, request, options | InvokeMethodOptions.OneWay, null);

    public object Cast(IAddressable grain, Type interfaceType) => grain is GrainReference && interfaceType.IsInstanceOfType(grain)
        ? grain
        : SimTypes.Reference(grain.GetGrainId(), SimTypes.InterfaceOf(interfaceType));
}

/// <summary>Makes references.</summary>
internal sealed class SimGrainFactory : IGrainFactory
{
    public T GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidKey => (T)(object)SimTypes.Reference(typeof(T), GrainIdKeyExtensions.CreateGuidKey(primaryKey));

    public T GetGrain<T>(long primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerKey => (T)(object)SimTypes.Reference(typeof(T), GrainIdKeyExtensions.CreateIntegerKey(primaryKey));

    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithStringKey => (T)(object)SimTypes.Reference(typeof(T), IdSpan.Create(primaryKey));

    public T GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidCompoundKey => (T)(object)SimTypes.Reference(typeof(T), GrainIdKeyExtensions.CreateGuidKey(primaryKey, keyExtension));

    public T GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerCompoundKey => (T)(object)SimTypes.Reference(typeof(T), GrainIdKeyExtensions.CreateIntegerKey(primaryKey, keyExtension));

    public T GetGrain<T>(GrainId grainId)
        where T : IAddressable => (T)(object)SimTypes.Reference(grainId, SimTypes.InterfaceOf(typeof(T)));

    public IAddressable GetGrain(GrainId grainId) => SimTypes.Reference(grainId, default);

    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => SimTypes.Reference(grainId, interfaceType);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => SimTypes.Reference(interfaceType, grainKey);

    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => SimTypes.Reference(interfaceType, grainKey);

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => (IGrain)SimTypes.Reference(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => (IGrain)SimTypes.Reference(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => (IGrain)SimTypes.Reference(grainInterfaceType, IdSpan.Create(grainPrimaryKey));

    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        (IGrain)SimTypes.Reference(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, keyExtension));

    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        (IGrain)SimTypes.Reference(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, keyExtension));

    public T CreateObjectReference<T>(IGrainObserver obj)
        where T : IGrainObserver => throw new NotSupportedException("Observers are not simulated.");

    public void DeleteObjectReference<T>(IGrainObserver obj)
        where T : IGrainObserver => throw new NotSupportedException("Observers are not simulated.");
}
