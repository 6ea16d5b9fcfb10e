using System.Globalization;

namespace Orleans.Runtime;

/// <summary>The identity of one activation.</summary>
[GenerateSerializer, Immutable]
public readonly struct ActivationId : IEquatable<ActivationId>
{
    [Id(0)]
    private readonly Guid _key;

    /// <summary>Makes an id of a GUID.</summary>
    public ActivationId(Guid key) => _key = key;

    /// <summary>Whether this is no id.</summary>
    public bool IsDefault => _key == Guid.Empty;

    /// <summary>The GUID of the id.</summary>
    internal Guid Key => _key;

    /// <summary>A new id.</summary>
    public static ActivationId NewId() => new(Guid.NewGuid());

    /// <summary>Reads what <see cref="ToParsableString"/> wrote.</summary>
    public static ActivationId FromParsableString(string activationId)
    {
        ArgumentNullException.ThrowIfNull(activationId);
        return new(Guid.ParseExact(activationId.AsSpan().TrimStart('@'), "N"));
    }

    /// <summary>A text that <see cref="FromParsableString"/> reads.</summary>
    public string ToParsableString() => ToString();

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"@{_key:N}");

    /// <inheritdoc/>
    public bool Equals(ActivationId other) => _key == other._key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActivationId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _key.GetHashCode();

    /// <summary>Equality.</summary>
    public static bool operator ==(ActivationId left, ActivationId right) => left.Equals(right);

    /// <summary>Inequality.</summary>
    public static bool operator !=(ActivationId left, ActivationId right) => !left.Equals(right);
}
