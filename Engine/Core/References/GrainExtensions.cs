using Orleans.Runtime;

namespace Orleans;

/// <summary>What can be asked of a grain or of a reference to one.</summary>
public static class GrainExtensions
{
    private const string HalfBaked = "Passing a half baked grain as an argument. It is possible that you instantiated a grain class "
        + "explicitly, as a regular object and not via Orleans runtime or via proper test mocking";

    /// <summary>Gets a reference of the given interface to the grain.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
        => (TGrainInterface)grain.AsReference(typeof(TGrainInterface));

    /// <summary>Gets a reference of the given interface to the grain.</summary>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    /// <summary>Gets a reference of the given interface to the grain.</summary>
    public static object AsReference(this IAddressable grain, Type interfaceType)
        => grain.AsReference().Runtime.Cast(grain, interfaceType);

    /// <summary>Gets a reference of the given interface to the grain.</summary>
    public static object Cast(this IAddressable grain, Type interfaceType) => grain.AsReference(interfaceType);

    /// <summary>The id of the grain.</summary>
    /// <exception cref="ArgumentException">This is neither a grain nor a reference, or a grain that no silo made.</exception>
    public static GrainId GetGrainId(this IAddressable grain)
    {
        var id = grain switch
        {
            GrainReference reference => reference.GrainId,
            IGrainBase { GrainContext: { } context } => context.GrainId,
            IGrainBase => default,
            _ => throw Unexpected(grain),
        };
        return id.IsDefault ? throw new ArgumentException(HalfBaked, nameof(grain)) : id;
    }

    /// <summary>True if the key is an integer.</summary>
    public static bool IsPrimaryKeyBasedOnLong(this IAddressable grain) => grain.GetGrainId().TryGetIntegerKey(out _);

    /// <summary>The integer key.</summary>
    /// <exception cref="InvalidOperationException">The key is no integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain, out string? keyExt)
    {
        var id = grain.GetGrainId();
        return id.TryGetIntegerKey(out var key, out keyExt) ? key : throw Unreadable("integer", id);
    }

    /// <summary>The integer key.</summary>
    /// <exception cref="InvalidOperationException">The key is no integer.</exception>
    public static long GetPrimaryKeyLong(this IAddressable grain)
    {
        var id = grain.GetGrainId();
        return id.TryGetIntegerKey(out var key) ? key : throw Unreadable("integer", id);
    }

    /// <summary>The GUID key; an integer key is spread over the last bytes of a GUID.</summary>
    /// <exception cref="InvalidOperationException">The key is neither.</exception>
    public static Guid GetPrimaryKey(this IAddressable grain, out string? keyExt)
    {
        var id = grain.GetGrainId();
        return id.TryGetGuidKey(out var key, out keyExt) ? key
            : id.TryGetIntegerKey(out var integer, out keyExt) ? ToGuid(integer)
            : throw Unreadable("GUID", id);
    }

    /// <inheritdoc cref="GetPrimaryKey(IAddressable, out string?)"/>
    public static Guid GetPrimaryKey(this IAddressable grain) => grain.GetPrimaryKey(out _);

    /// <summary>The key as text.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    internal static GrainReference AsReference(this IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            GrainReference reference => reference,
            IGrainBase @base => @base.GrainContext?.GrainReference ?? throw new ArgumentException(HalfBaked, nameof(grain)),
            _ => throw Unexpected(grain),
        };
    }

    private static Guid ToGuid(long key)
    {
        var bytes = BitConverter.GetBytes(key);
        return new Guid(0, 0, 0, bytes);
    }

    private static InvalidOperationException Unreadable(string kind, GrainId id)
        => new($"Unable to extract {kind} key from grain id {id}");

    private static ArgumentException Unexpected(IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return new ArgumentException(
            $"{nameof(GetGrainId)} has been called on an unexpected type: {grain.GetType().FullName}. If the parameter is a grain "
            + $"implementation, you can derive from {nameof(Grain)} or implement {nameof(IGrainBase)} in order to support this method.",
            nameof(grain));
    }
}

/// <summary>More ways to get references.</summary>
public static class GrainFactoryExtensions
{
    /// <summary>Gets a reference by the bytes of a key.</summary>
    public static TGrainInterface GetGrain<TGrainInterface>(this IGrainFactory grainFactory, IdSpan grainPrimaryKey, string grainClassNamePrefix)
        where TGrainInterface : IGrain
    {
        ArgumentNullException.ThrowIfNull(grainFactory);
        return grainFactory.GetGrain(typeof(TGrainInterface), grainPrimaryKey, grainClassNamePrefix).AsReference<TGrainInterface>();
    }

    /// <summary>Gets a reference by the bytes of a key.</summary>
    public static TGrainInterface GetGrain<TGrainInterface>(this IGrainFactory grainFactory, IdSpan grainPrimaryKey)
        where TGrainInterface : IGrain
    {
        ArgumentNullException.ThrowIfNull(grainFactory);
        return grainFactory.GetGrain(typeof(TGrainInterface), grainPrimaryKey).AsReference<TGrainInterface>();
    }
}
