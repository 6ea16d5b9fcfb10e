namespace OrleansMicro.Carts;

/// <summary>A product for the cart.</summary>
internal sealed class AddCartLineRequest : JsonRequest<AddCartLineRequest>
{
    /// <summary>The product's seller.</summary>
    [JsonRequired, Identifier] public string SellerId { get; set; } = "";

    /// <summary>The product.</summary>
    [JsonRequired, Identifier] public string ProductId { get; set; } = "";

    /// <summary>Units, added to those of an existing line.</summary>
    [JsonRequired, WholeNumber(1, Limits.MaxQuantity), JsonConverter(typeof(WholeNumberConverter<int>))] public int Quantity { get; set; }

    public PutCartLine ToCommand(IdempotencyKey key) => new(key.ToOperationId("add-line"), SellerId, ProductId, Quantity, Add: true);
}
