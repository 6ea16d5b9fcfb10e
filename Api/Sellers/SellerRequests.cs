using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace OrleansMicro.Sellers;

/// <summary>A seller's profile, as it is put.</summary>
internal sealed class PutSellerRequest
{
    /// <summary>Shown to customers.</summary>
    [JsonRequired, MaxLength(Limits.MaxNameLength)]
    public string Name { get; set; } = "";

    /// <summary>For notices.</summary>
    [MaxLength(254)]
    public string? Email { get; set; }
}
