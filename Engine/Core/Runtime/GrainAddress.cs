namespace Orleans.Runtime;

/// <summary>Where an activation of a grain lives.</summary>
[GenerateSerializer, Immutable]
public sealed class GrainAddress : IEquatable<GrainAddress>
{
    /// <summary>The grain.</summary>
    [Id(0)]
    public GrainId GrainId { get; init; }

    /// <summary>The activation.</summary>
    [Id(1)]
    public ActivationId ActivationId { get; init; }

    /// <summary>The silo.</summary>
    [Id(2)]
    public SiloAddress? SiloAddress { get; init; }

    /// <summary>The version of the membership by which the silo was chosen.</summary>
    [Id(3)]
    public MembershipVersion MembershipVersion { get; init; }

    /// <summary>Whether all parts are known.</summary>
    public bool IsComplete => !GrainId.IsDefault && !ActivationId.IsDefault && SiloAddress is not null;

    /// <summary>Whether both name the same activation, where one may not know it.</summary>
    public bool Matches(GrainAddress? other) =>
        other is not null
        && GrainId == other.GrainId
        && (SiloAddress is null || other.SiloAddress is null || SiloAddress.Equals(other.SiloAddress))
        && (ActivationId.IsDefault || other.ActivationId.IsDefault || ActivationId == other.ActivationId);

    /// <inheritdoc/>
    public bool Equals(GrainAddress? other) =>
        other is not null
        && GrainId == other.GrainId
        && ActivationId == other.ActivationId
        && Equals(SiloAddress, other.SiloAddress)
        && MembershipVersion == other.MembershipVersion;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(GrainId, ActivationId, SiloAddress);

    /// <inheritdoc/>
    public override string ToString() => $"[GrainAddress GrainId={GrainId}, ActivationId={ActivationId}, SiloAddress={SiloAddress}]";
}
