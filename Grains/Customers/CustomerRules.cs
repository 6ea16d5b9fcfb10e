namespace OrleansMicro.Customers;

/// <summary>
/// The rules of the profile and the order list of a customer. A rule gives back the same state if nothing changed.
/// </summary>
public static class CustomerRules
{
    /// <summary>See <see cref="ICustomerGrain.Put"/>.</summary>
    public static (CustomerState State, Result<Customer> Result) Put(CustomerState state, PutCustomer command, string customerId, DateTimeOffset now)
    {
        if (Check(command) is { } invalid)
            return (state, invalid);
        var asked = Asked(command);
        var check = state.Operations.Check(command.OperationId, asked, now);
        if (check.IsRepeat)
            return (state, new Result<Customer>(Show(state, customerId), null) { Created = state.Operations.IsCreation(state.Version) });
        if (check.Refusal is { } refusal)
            return (state, refusal);
        if (state.Outbox.IsFull)
            return (state, Refusals.EventsWait());
        if (VersionRules.Check(command.Versions, state.Version, exists: state.Version > 0) is { } mismatch)
            return (state, mismatch);
        var creates = state.Version == 0;
        var changes = creates || state.Name != command.Name || state.Email != command.Email
            || !state.Addresses.SequenceEqual(command.Addresses);
        state = state with
        {
            Version = changes ? state.Version + 1 : state.Version,
            Name = command.Name,
            Email = command.Email,
            Addresses = command.Addresses,
            Operations = state.Operations.Remember(command.OperationId, asked, now),
        };
        return (state, new Result<Customer>(Show(state, customerId), null) { Created = creates });
    }

    /// <summary>Adds an order that is not in a page of the list.</summary>
    public static CustomerState AddOrder(CustomerState state, string orderId, DateTimeOffset placedAt) => state.Orders.Tail.Contains(orderId)
        ? state
        : state with
        {
            Orders = state.Orders.Append(orderId),
            NewestPlacedAt = placedAt > state.NewestPlacedAt ? placedAt : state.NewestPlacedAt,
        };

    /// <summary>Whether there is such a customer: one with a profile, or a guest with an order.</summary>
    public static bool IsKnown(CustomerState state) => state.Version > 0 || state.Orders.Count > 0;

    /// <summary>The profile as callers see it. Null if there is none.</summary>
    public static Customer? Show(CustomerState state, string customerId) => state.Version == 0
        ? null
        : new Customer(customerId, state.Name, state.Email, state.Addresses, state.Orders.Count, state.Version);

    private static Refusal? Check(PutCustomer command)
    {
        if ((ProfileRules.CheckName(command.Name, "name") ?? ProfileRules.CheckEmail(command.Email, "email")) is { } invalid)
            return invalid;
        if (command.Addresses.IsDefault)
            return Refusal.Invalid("addresses", "must not be null. It may be empty.");
        if (command.Addresses.Length > Limits.MaxAddresses)
            return Refusal.Invalid("addresses", $"must have at most {Limits.MaxAddresses} entries.");
        for (var i = 0; i < command.Addresses.Length; i++)
        {
            if (AddressRules.Check(command.Addresses[i], $"addresses[{i}]") is { } wrong)
                return wrong;
        }

        return null;
    }

    private static CommandHash Asked(PutCustomer command)
    {
        var asked = CommandHash.Start.Add("put").Add(command.Name).Add(command.Email);
        foreach (var address in command.Addresses)
        {
            asked = asked.Add(address.Name).Add(address.Line1).Add(address.Line2).Add(address.City)
                .Add(address.PostalCode).Add(address.Country);
        }

        return asked;
    }
}
