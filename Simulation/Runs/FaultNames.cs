
namespace OrleansMicro.Simulation.Runs;

/// <summary>All kinds of faults: of the world, of the payment provider and of clients.</summary>
internal static class FaultNames
{
    public static IReadOnlyList<string> All { get; } =
    [
        .. Enum.GetNames<FaultKind>(),
        "PaymentDeclined", "PaymentTimeoutBefore", "PaymentTimeoutAfter", "PaymentTwice", "PaymentLate",
        "ClientRetried", "ClientRepeatedCheckout", "ClientGaveUp", "ClientChangedMind", "ClientsHammered",
    ];
}
