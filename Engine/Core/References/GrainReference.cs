namespace Orleans.Runtime;

/// <summary>
/// A reference to a grain, the base of the generated ones. It may be passed to other grains, kept in state and compared;
/// two references are equal when they name the same grain.
/// </summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>, ISpanFormattable
{
    private readonly GrainReferenceShared _shared;
    private readonly IdSpan _key;

    /// <summary>Called by generated code.</summary>
    protected GrainReference(GrainReferenceShared shared, IdSpan key)
    {
        _shared = shared;
        _key = key;
    }

    /// <summary>The id of the grain.</summary>
    public GrainId GrainId => new(_shared.GrainType, _key);

    /// <summary>The interface of this reference.</summary>
    public GrainInterfaceType InterfaceType => _shared.InterfaceType;

    /// <summary>The version of the interface.</summary>
    public ushort InterfaceVersion => _shared.InterfaceVersion;

    /// <summary>The name of the interface.</summary>
    public virtual string InterfaceName => InterfaceType.ToString();

    internal IGrainReferenceRuntime Runtime => _shared.Runtime;

    internal GrainReferenceShared Shared => _shared;

    /// <summary>Where the runtime may keep the activation that served the last call, to skip the look-up; it must check that it still is valid.</summary>
    internal object? LocalTarget { get; set; }

    internal static GrainReference FromGrainId(GrainReferenceShared shared, GrainId grainId) => new(shared, grainId.Key);

    /// <summary>Makes a reference of another interface to the same grain.</summary>
    public virtual TGrainInterface Cast<TGrainInterface>()
        where TGrainInterface : IAddressable
        => (TGrainInterface)Runtime.Cast(this, typeof(TGrainInterface));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public bool Equals(GrainReference? other)
        => other is not null && (ReferenceEquals(this, other) || GrainId.Equals(other.GrainId));

    /// <inheritdoc/>
    public override int GetHashCode() => GrainId.GetHashCode();

    /// <summary>A hash that is the same in every process.</summary>
    public uint GetUniformHashCode() => GrainId.GetUniformHashCode();

    /// <inheritdoc/>
    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceType}";

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
        => destination.TryWrite($"GrainReference:{GrainId}:{InterfaceType}", out charsWritten);

    /// <summary>True if both name the same grain.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2)
        => reference1 is null ? reference2 is null : reference1.Equals(reference2);

    /// <summary>True if they name different grains.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);
}
