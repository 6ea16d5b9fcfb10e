using Microsoft.Extensions.Logging;

namespace OrleansMicro.Orders;

/// <summary>Log events of orders and their recovery: 4000 to 4099.</summary>
internal static partial class OrderLog
{
    [LoggerMessage(4000, LogLevel.Warning, "Order {OrderId}: step {Step} failed and will be retried.")]
    public static partial void StepFailed(this ILogger logger, string orderId, OrderStep step, Exception exception);

    [LoggerMessage(4001, LogLevel.Information, "Order {OrderId}: step {Step} has no result yet ({Code}: {Message}). Next attempt in {Pause}.")]
    public static partial void StepUnresolved(this ILogger logger, string orderId, OrderStep step, string code, string message, TimeSpan pause);

    [LoggerMessage(4002, LogLevel.Error, "Order {OrderId}: writing step {Step} failed. The order goes on from its row.")]
    public static partial void WriteFailed(this ILogger logger, string orderId, OrderStep step, Exception exception);

    [LoggerMessage(4004, LogLevel.Information, "Order {OrderId}: another activation wrote the row. This one stops at step {Step}.")]
    public static partial void Superseded(this ILogger logger, string orderId, OrderStep step, Exception exception);

    [LoggerMessage(
        4003,
        LogLevel.Critical,
        "Order {OrderId} is rejected, but its payment was captured. {Amount} is refunded now. Find out why it was captured.")]
    public static partial void RejectedButCaptured(this ILogger logger, string orderId, Money amount);

    [LoggerMessage(4005, LogLevel.Warning, "Order {OrderId} is refused as busy and was not placed: {Why}")]
    public static partial void Refused(this ILogger logger, string orderId, string why);

    [LoggerMessage(4006, LogLevel.Warning, "Order {OrderId}: not registered for recovery yet, so it stays in step {Step}.")]
    public static partial void NotRegistered(this ILogger logger, string orderId, OrderStep step, Exception exception);

    [LoggerMessage(4007, LogLevel.Information, "Order {OrderId}: its events could not be recorded yet. Recovery tries again.")]
    public static partial void NotConcluded(this ILogger logger, string orderId, Exception exception);

    [LoggerMessage(4010, LogLevel.Information, "Recovery shard {Shard}: resuming {Count} orders.")]
    public static partial void Resuming(this ILogger logger, string shard, int count);

    [LoggerMessage(4011, LogLevel.Warning, "Recovery of {Registration} failed and will be retried.")]
    public static partial void ResumeFailed(this ILogger logger, string registration, Exception exception);

    [LoggerMessage(4013, LogLevel.Warning, "Recovery shard {Shard}: a run failed after its caller had stopped waiting. It is done again.")]
    public static partial void RunFailed(this ILogger logger, string shard, Exception exception);

    [LoggerMessage(
        4012,
        LogLevel.Warning,
        "Recovery shard {Shard}: its reminder could not be registered. Until the next order, only the silos' pulse wakes it.")]
    public static partial void ReminderFailed(this ILogger logger, string shard, Exception exception);
}
