using System.Collections.Concurrent;
using Orleans.Metadata;

namespace Orleans.Runtime;

/// <summary>Makes references from interfaces and keys.</summary>
internal class GrainFactory(CallSender sender) : IGrainFactory
{
    private readonly ConcurrentDictionary<(Type Interface, string? Prefix), (GrainInterfaceInfo Interface, GrainType GrainType)> _known = new();

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidKey =>
        Make<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey), grainClassNamePrefix);

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        Make<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey), grainClassNamePrefix);

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return Make<TGrainInterface>(IdSpan.Create(primaryKey), grainClassNamePrefix);
    }

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithGuidCompoundKey
    {
        CheckExtension(keyExtension);
        return Make<TGrainInterface>(GrainIdKeyExtensions.CreateGuidKey(primaryKey, keyExtension), grainClassNamePrefix);
    }

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerCompoundKey
    {
        CheckExtension(keyExtension);
        return Make<TGrainInterface>(GrainIdKeyExtensions.CreateIntegerKey(primaryKey, keyExtension), grainClassNamePrefix);
    }

    /// <inheritdoc/>
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable =>
        (TGrainInterface)(object)sender.References.Get(grainId, EngineManifest.Current.GetInterface(typeof(TGrainInterface)));

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) =>
        (IGrain)Make(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey), null);

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) =>
        (IGrain)Make(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey), null);

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) =>
        (IGrain)Make(grainInterfaceType, IdSpan.Create(grainPrimaryKey), null);

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension)
    {
        CheckExtension(keyExtension);
        return (IGrain)Make(grainInterfaceType, GrainIdKeyExtensions.CreateGuidKey(grainPrimaryKey, keyExtension), null);
    }

    /// <inheritdoc/>
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension)
    {
        CheckExtension(keyExtension);
        return (IGrain)Make(grainInterfaceType, GrainIdKeyExtensions.CreateIntegerKey(grainPrimaryKey, keyExtension), null);
    }

    /// <inheritdoc/>
    public IAddressable GetGrain(GrainId grainId) => sender.References.GetUntyped(grainId);

    /// <inheritdoc/>
    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => interfaceType.IsDefault
        ? sender.References.GetUntyped(grainId)
        : sender.References.Get(grainId, EngineManifest.Current.GetInterface(interfaceType));

    /// <inheritdoc/>
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) =>
        Make(interfaceType, grainKey, grainClassNamePrefix);

    /// <inheritdoc/>
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => Make(interfaceType, grainKey, null);

    /// <inheritdoc/>
    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver =>
        throw new NotSupportedException("The built-in engine has no observers.");

    /// <inheritdoc/>
    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver =>
        throw new NotSupportedException("The built-in engine has no observers.");

    private static void CheckExtension(string keyExtension)
    {
        if (string.IsNullOrWhiteSpace(keyExtension))
            throw new ArgumentException("Key extension is null, empty, or white space.", nameof(keyExtension));
    }

    private TGrainInterface Make<TGrainInterface>(IdSpan key, string? prefix) =>
        (TGrainInterface)(object)Make(typeof(TGrainInterface), key, prefix);

    private GrainType GrainTypeOf(Type interfaceType, string? prefix)
    {
        var manifest = EngineManifest.Current;

        // A client has the interfaces; the classes may be in the silos only.
        if (sender is ClientRuntime && string.IsNullOrWhiteSpace(prefix) && manifest.FindGrainClass(interfaceType) is null
            && GrainTypeNames.OfClassElsewhere(interfaceType) is { } elsewhere)
            return elsewhere;
        return manifest.GetGrainClass(interfaceType, prefix).GrainType;
    }

    private GrainReference Make(Type interfaceType, IdSpan key, string? prefix)
    {
        ArgumentNullException.ThrowIfNull(interfaceType);
        var (info, grainType) = _known.GetOrAdd(
            (interfaceType, prefix),
            key => (EngineManifest.Current.GetInterface(key.Interface), GrainTypeOf(key.Interface, key.Prefix)));
        return sender.References.Get(new GrainId(grainType, key), info);
    }
}
