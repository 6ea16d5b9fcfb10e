namespace OrleansMicro.Batches;

/// <summary>How an order calls the grains of its lines.</summary>
/// <param name="Batches">Calls with an answer.</param>
/// <param name="Forgotten">What stocks may forget.</param>
public sealed record OrderCalls(BatchCalls Batches, ForgetQueue Forgotten);
