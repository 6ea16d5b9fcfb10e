namespace OrleansMicro.Problems;

/// <summary>The input that a refusal is about, where the grain could not name it because it does not know HTTP.</summary>
internal static class RefusalField
{
    public static string? For(Refusal refusal, HttpRequest request) => refusal.Field ?? refusal.Code switch
    {
        RefusalCodes.VersionMismatch => request.Headers.IfMatch.Count > 0 ? IfMatch.Header : IfNoneMatch.Header,
        RefusalCodes.IdempotencyKeyReused => IdempotencyKey.Header,
        RefusalCodes.CartEmpty or RefusalCodes.CheckoutInProgress => CustomerId.Name,
        RefusalCodes.CartFull => ProductId.Name,
        RefusalCodes.PriceChanged or RefusalCodes.Withdrawn => refusal.Lines.IsDefaultOrEmpty ? ProductId.Name : "lines",
        RefusalCodes.OutOfStock => "quantity",
        RefusalCodes.WrongState => OrderId.Name,
        _ => null,
    };
}
