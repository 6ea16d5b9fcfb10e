using Microsoft.Extensions.Logging.Abstractions;
using OrleansMicro.Payments;
using OrleansMicro.Tests.Orders.World;

namespace OrleansMicro.Tests.Payments;

/// <summary>A payment in a row of its own, to test it without an order.</summary>
internal static class PaymentRow
{
    /// <summary>What a new activation finds on the disk.</summary>
    public static IStatePart<PaymentState> Payment(this Disk disk, string row)
    {
        var state = new CommittedState<PaymentState>(
            new RowState<PaymentState>(disk, new Chaos(0, 0), row), StateFreshness.SoleWriter, static () => { }, NullLogger.Instance);
        RowPart<PaymentState, PaymentState> part = null!;
        return part = new RowPart<PaymentState, PaymentState>(state, static payment => payment, basis => state.Write(basis, _ => part.Latest.Value));
    }
}
