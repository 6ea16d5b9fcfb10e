
namespace OrleansMicro.Simulation.Runs;

/// <summary>All kinds of faults: those of the world, the payment provider and the clients.</summary>
internal static class FaultNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. Enum.GetNames<FaultKind>(),
        "PaymentDeclined", "PaymentTimeoutBefore", "PaymentTimeoutAfter", "PaymentTwice", "PaymentLate",
        "ClientRetried", "ClientRepeatedCheckout", "ClientGaveUp", "ClientCancelled", "ClientChangedMind", "ClientsHammered", "ClientImported",
        "ClientRefusedAsBusy",
    ];
}
