namespace OrleansMicro.Orders;

/// <summary>
/// What stands in a recovery grain: an order, or one of its later undertakings by a name of its own (<c>{orderId}:{name}</c>), so that the
/// completion of the one that arrives late cannot end the other.
/// </summary>
public static class OrderRegistration
{
    private const char Separator = ':';

    /// <summary>The registration of an undertaking of an order.</summary>
    public static string Create(string orderId, string undertaking) => $"{orderId}{Separator}{undertaking}";

    /// <summary>The order of a registration.</summary>
    public static string ParseOrderId(string registration)
    {
        var end = registration.IndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? registration : registration[..end];
    }
}
