using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace OrleansMicro.Stock;

/// <summary>What somebody counted in the warehouse.</summary>
internal sealed class CountStockRequest
{
    /// <summary>Units on hand, those included that orders in flight hold.</summary>
    [JsonRequired, Range(0, Limits.MaxOnHand)]
    public int OnHand { get; set; }
}
