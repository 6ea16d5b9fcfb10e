namespace Orleans.Runtime;

/// <summary>The name of a kind of grain: the first half of a <see cref="GrainId"/>.</summary>
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>, ISpanFormattable
{
    private readonly IdSpan _value;

    /// <summary>Wraps an identifier.</summary>
    public GrainType(IdSpan id) => _value = id;

    /// <summary>Wraps UTF-8 bytes, which must not change afterwards.</summary>
    public GrainType(byte[] value) => _value = new IdSpan(value);

    /// <summary>The underlying identifier.</summary>
    public IdSpan Value => _value;

    /// <summary>True for the empty name.</summary>
    public bool IsDefault => _value.IsDefault;

    /// <summary>Creates a grain type from its name.</summary>
    /// <exception cref="ArgumentException">The name is null, empty or white space.</exception>
    public static GrainType Create(string value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value);
        return new GrainType(IdSpan.Create(value));
    }

    /// <summary>Returns the bytes themselves, not a copy.</summary>
    public static byte[]? UnsafeGetArray(GrainType id) => IdSpan.UnsafeGetArray(id._value);

    /// <summary>The bytes of the name.</summary>
    public ReadOnlySpan<byte> AsSpan() => _value.AsSpan();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc/>
    public bool Equals(GrainType other) => _value.Equals(other._value);

    /// <inheritdoc/>
    public override int GetHashCode() => _value.GetHashCode();

    /// <summary>A hash that is the same in every process.</summary>
    public uint GetUniformHashCode() => _value.GetUniformHashCode();

    /// <inheritdoc/>
    public int CompareTo(GrainType other) => _value.CompareTo(other._value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();

    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
        => _value.TryFormat(destination, out charsWritten);

    /// <summary>The underlying identifier.</summary>
    public static explicit operator IdSpan(GrainType kind) => kind._value;

    /// <summary>Wraps an identifier.</summary>
    public static explicit operator GrainType(IdSpan id) => new(id);

    /// <summary>True if both names are the same.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>True if the names differ.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
