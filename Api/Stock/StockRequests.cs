namespace OrleansMicro.Stock;

/// <summary>The result of a stock count.</summary>
internal sealed class CountStockRequest : JsonRequest<CountStockRequest>
{
    /// <summary>Units on hand, including units that are reserved by orders in flight.</summary>
    [JsonRequired, WholeNumber(0, Limits.MaxOnHand), JsonConverter(typeof(WholeNumberConverter<int>))] public int OnHand { get; set; }

    public CountStock ToCommand() => new(OperationId.Create(), OnHand);
}
