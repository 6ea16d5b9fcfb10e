using System.ComponentModel.DataAnnotations;

namespace OrleansMicro.Shipments;

/// <summary>Who carries a package.</summary>
internal sealed class ShipPackageRequest
{
    /// <summary>The carrier's name.</summary>
    [MaxLength(Limits.MaxTextLength)]
    public string? Carrier { get; set; }

    /// <summary>The carrier's number of the package.</summary>
    [MaxLength(Limits.MaxTextLength)]
    public string? TrackingNumber { get; set; }
}
