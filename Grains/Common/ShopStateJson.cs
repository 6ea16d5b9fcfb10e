using System.Text.Json.Serialization;

namespace OrleansMicro;

/// <summary>The state records of catalogue, stock, carts, customers and sellers.</summary>
[JsonSerializable(typeof(PagedLog))]
[JsonSerializable(typeof(Stock.StockState))]
internal sealed partial class ShopStateJson : JsonSerializerContext;
