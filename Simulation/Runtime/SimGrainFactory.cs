namespace OrleansMicro.Simulation.Runtime;

/// <summary>Creates references, with Orleans' generated proxies.</summary>
internal sealed class SimGrainFactory : IGrainFactory
{
    /// <inheritdoc/>
    public T GetGrain<T>(Guid primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidKey => Create<T>(GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    /// <inheritdoc/>
    public T GetGrain<T>(long primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerKey => Create<T>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    /// <inheritdoc/>
    public T GetGrain<T>(string primaryKey, string? grainClassNamePrefix = null)
        where T : IGrainWithStringKey => Create<T>(IdSpan.Create(primaryKey), grainClassNamePrefix);

    /// <inheritdoc/>
    public T GetGrain<T>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithGuidCompoundKey => Create<T>(GrainIdKeyExtensions.CreateGuidKey(primaryKey, keyExtension), grainClassNamePrefix);

    /// <inheritdoc/>
    public T GetGrain<T>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where T : IGrainWithIntegerCompoundKey => Create<T>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey, keyExtension), grainClassNamePrefix);

    /// <inheritdoc/>
    public T GetGrain<T>(GrainId grainId)
        where T : IAddressable => (T)(object)OrleansTypes.Reference(grainId, OrleansTypes.InterfaceOf(typeof(T)));

    /// <inheritdoc/>
    public IAddressable GetGrain(GrainId grainId) => OrleansTypes.Reference(grainId, default);

    /// <inheritdoc/>
    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => OrleansTypes.Reference(grainId, interfaceType);

    /// <inheritdoc/>
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => throw PrefixRefusal();

    /// <inheritdoc/>
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => OrleansTypes.Reference(interfaceType, grainKey);

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) =>
        Create(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey));

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) =>
        Create(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey));

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => Create(grainInterfaceType, IdSpan.Create(grainPrimaryKey));

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) =>
        Create(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, keyExtension));

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) =>
        Create(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, keyExtension));

    /// <inheritdoc/>
    public T CreateObjectReference<T>(IGrainObserver obj)
        where T : IGrainObserver => throw Refusal("observers");

    /// <inheritdoc/>
    public void DeleteObjectReference<T>(IGrainObserver obj)
        where T : IGrainObserver => throw Refusal("observers");

    private static T Create<T>(IdSpan key, string? prefix) =>
        prefix is null ? (T)(object)OrleansTypes.Reference(typeof(T), key) : throw PrefixRefusal();

    private static IGrain Create(Type type, IdSpan key) => (IGrain)OrleansTypes.Reference(type, key);

    private static NotSupportedException PrefixRefusal() => Refusal("class name prefixes");

    private static NotSupportedException Refusal(string part) => ModelledParts.Refusal(Simulator.Current?.Node?.Simulator, part);
}
