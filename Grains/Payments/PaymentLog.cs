using Microsoft.Extensions.Logging;

namespace OrleansMicro.Payments;

/// <summary>Log events of payments: 4100 to 4199. Nothing about the card or account is logged.</summary>
internal static partial class PaymentLog
{
    [LoggerMessage(
        4100, LogLevel.Warning, "Payment of order {OrderId}: the provider did not answer {Action}, attempt {Attempt}. Its outcome is unknown.")]
    public static partial void ProviderDidNotAnswer(this ILogger logger, string orderId, ProviderAction action, int attempt, Exception exception);

    [LoggerMessage(
        4101,
        LogLevel.Error,
        "Payment of order {OrderId}: the provider refused {Action} ({Reason}). It is retried. Ask the provider why it was refused.")]
    public static partial void ProviderRefused(this ILogger logger, string orderId, ProviderAction action, string? reason);
}
