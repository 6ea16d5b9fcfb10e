using OrleansMicro.Events;

namespace OrleansMicro.Customers;

/// <summary>The events of a customer. They hold no personal data.</summary>
internal static class CustomerEvents
{
    /// <summary>How they follow from the changes of a customer.</summary>
    /// <param name="customerId">The customer.</param>
    public static EventRules<CustomerState> RulesFor(string customerId)
    {
        var subject = EventSubjects.Customer(customerId);
        return new EventRules<CustomerState>(
            static state => state.Outbox,
            static (state, outbox) => state with { Outbox = outbox },
            (before, after) => before.Version == after.Version
                ? []
                : [new NewEvent(
                    before.Version == 0 ? EventTypes.CustomerCreated : EventTypes.CustomerChanged,
                    EventJson.Write(new CustomerEventData(customerId, after.Version), EventJson.Default.CustomerEventData))],
            (_, pending) => new MarketEvent(
                pending.Type, subject, pending.Sequence, pending.At, null, customerId, pending.TraceParent, pending.Data!.Value));
    }
}
