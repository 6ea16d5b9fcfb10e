namespace OrleansMicro.Sellers;

/// <summary>
/// The rules of the profile and the product list of a seller. A rule gives back the same state if nothing changed.
/// </summary>
public static class SellerRules
{
    /// <summary>See <see cref="ISellerGrain.Put"/>.</summary>
    public static (SellerState State, Result<Seller> Result) Put(SellerState state, PutSeller command, string sellerId, DateTimeOffset now)
    {
        if ((ProfileRules.CheckName(command.Name, "name") ?? ProfileRules.CheckEmail(command.Email, "email")) is { } invalid)
            return (state, invalid);
        var asked = CommandHash.Start.Add("put").Add(command.Name).Add(command.Email);
        var check = state.Operations.Check(command.OperationId, asked, now);
        if (check.IsRepeat)
            return (state, new Result<Seller>(Show(state, sellerId), null) { Created = state.Operations.IsCreation(state.Version) });
        if (check.Refusal is { } refusal)
            return (state, refusal);
        if (state.Outbox.IsFull)
            return (state, Refusals.EventsWait());
        if (VersionRules.Check(command.Versions, state.Version, exists: state.Version > 0) is { } mismatch)
            return (state, mismatch);
        var creates = state.Version == 0;
        var changes = creates || state.Name != command.Name || state.Email != command.Email;
        state = state with
        {
            Version = changes ? state.Version + 1 : state.Version,
            Name = command.Name,
            Email = command.Email,
            Operations = state.Operations.Remember(command.OperationId, asked, now),
        };
        return (state, new Result<Seller>(Show(state, sellerId), null) { Created = creates });
    }

    /// <summary>Adds a product that is not in a page of the list.</summary>
    /// <exception cref="LimitExceededException">Full pages could not be written, and the list can grow no
    /// further.</exception>
    public static (SellerState State, bool Exists) AddProduct(SellerState state, string productId)
    {
        if (state.Version == 0)
            return (state, false);
        if (state.Products.Tail.Contains(productId))
            return (state, true);
        return (state with { Products = state.Products.Append(productId) }, true);
    }

    /// <summary>The profile as callers see it. Null if there is none.</summary>
    public static Seller? Show(SellerState state, string sellerId) =>
        state.Version == 0 ? null : new Seller(sellerId, state.Name, state.Email, state.Products.Count, state.Version);
}
