namespace OrleansMicro.Bench.Replay;

/// <summary>A line of the retail file as it is, dirt included.</summary>
/// <param name="InvoiceNo">Starts with <c>C</c> for a cancellation.</param>
/// <param name="StockCode">Differs by case; not always an identifier (<c>BANK CHARGES</c>).</param>
/// <param name="Description">May be empty.</param>
/// <param name="Quantity">Zero or less: a cancellation or a write-off.</param>
/// <param name="UnitPriceMinor">Pence; 0 for write-offs and gifts.</param>
/// <param name="CustomerId">Empty for a guest.</param>
/// <param name="Country">Where the customer lives.</param>
internal sealed record RetailLine(
    string InvoiceNo, string StockCode, string Description, int Quantity, long UnitPriceMinor, string CustomerId, string Country)
{
    public bool IsCancellation => InvoiceNo.StartsWith('C');

    public bool IsGuest => CustomerId.Length == 0;

    /// <summary>Whether the line can become a cart line: something is sold for money.</summary>
    public bool IsSale => !IsCancellation && Quantity > 0 && UnitPriceMinor > 0;
}
