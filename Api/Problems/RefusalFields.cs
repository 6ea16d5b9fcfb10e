namespace OrleansMicro.Problems;

/// <summary>The input of the request that a refusal is about, where the grain, which knows nothing of HTTP, could not name it.</summary>
internal static class RefusalFields
{
    public static string? Of(Refusal refusal, HttpRequest request) => refusal.Field ?? refusal.Code switch
    {
        RefusalCodes.VersionMismatch => request.Headers.IfNoneMatch.Count > 0 ? "If-None-Match" : "If-Match",
        RefusalCodes.IdempotencyKeyReused or RefusalCodes.TooManyKeys => "Idempotency-Key",
        RefusalCodes.CartEmpty or RefusalCodes.CheckoutInProgress => "customerId",
        RefusalCodes.CartFull => "productId",
        RefusalCodes.PriceChanged or RefusalCodes.Withdrawn => refusal.Lines.IsDefaultOrEmpty ? "productId" : "lines",
        RefusalCodes.OutOfStock => "quantity",
        RefusalCodes.WrongState => "orderId",
        _ => null,
    };
}
