using Microsoft.Extensions.Logging;

namespace OrleansMicro.Carts;

/// <summary>Log events of carts: 4200 to 4299.</summary>
internal static partial class CartLog
{
    [LoggerMessage(4200, LogLevel.Information, "Order {OrderId} is accepted, and the wait for its end failed. The order goes on.")]
    public static partial void WaitFailed(this ILogger logger, string orderId, Exception exception);
}
