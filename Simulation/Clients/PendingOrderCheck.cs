using OrleansMicro.Customers;
using OrleansMicro.Payments;

namespace OrleansMicro.Simulation.Clients;

/// <summary>Checks that an accepted order which takes long is listed, and that its payment is shown and forgets no attempt.</summary>
internal sealed class PendingOrderCheck(string customer, Broken broken, ClientCalls calls)
{
    /// <summary>Longer than a grain may answer from memory after another activation wrote.</summary>
    public TimeSpan MaxReadAge { get; } = TimeSpan.FromSeconds(4);

    public async Task Check(CheckoutKnowledge checkout)
    {
        var listed = await calls.Call(
            $"{customer} looks for {checkout.Key} in the list",
            stop => calls.Grains.GetGrain<ICustomerGrain>(customer).ListOrders(null, Limits.MaxPageSize, Caller.Operator, stop));
        broken.Check(6, !listed.IsKnown || listed.Value is { } page && (page.Items.Contains(checkout.OrderId) || page.Next is not null), () =>
            $"order {checkout.OrderId} was accepted and is not in the list of {customer}.");

        var (last, asked) = (checkout.PaymentSeen, calls.Clock.GetTimestamp());
        var payment = await calls.Call(
            $"{customer} looks at the payment of {checkout.Key}",
            stop => calls.Grains.GetGrain<IPaymentGrain>(checkout.OrderId).Get(Caller.Operator, stop));
        if (!payment.IsKnown)
            return;
        broken.Check(6, payment.Value is not null, () => $"order {checkout.OrderId} was accepted and has no payment.");
        if (payment.Value is not { } seen)
            return;
        if (last is { } before && calls.Clock.GetElapsedTime(before.At, asked) > MaxReadAge)
        {
            broken.Check(6, seen.Attempts >= before.Attempts, () =>
                $"the payment of {checkout.OrderId} was shown with {before.Attempts} attempts and is shown with {seen.Attempts}.");
        }

        if (last is null || seen.Attempts >= last.Value.Attempts)
            checkout.PaymentSeen = (calls.Clock.GetTimestamp(), seen.Attempts);
    }
}
