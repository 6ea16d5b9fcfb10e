namespace OrleansMicro.Sellers;

/// <summary>
/// The rules of the profile and the product list of a seller. A rule gives back the same state if nothing changed.
/// </summary>
public static class SellerRules
{
    /// <summary>See <see cref="ISellerGrain.Put"/>.</summary>
    public static (SellerState State, Result<Seller> Result) Put(SellerState state, PutSeller command, string sellerId)
    {
        if ((ProfileRules.CheckName(command.Name, "name") ?? ProfileRules.CheckEmail(command.Email, "email")) is { } invalid)
            return (state, invalid);
        var asked = CommandHash.Start.Add("put").Add(command.Name).Add(command.Email);
        switch (OperationMemory.Find(state.Operations, command.OperationId, asked))
        {
            case OperationKind.Repeat:
                var isCreated = OperationMemory.IsCreation(state.Version, state.Operations);
                return (state, new Result<Seller>(Show(state, sellerId), null) { Created = isCreated });
            case OperationKind.Reused:
                return (state, Refusals.KeyReused());
        }

        if (command.ExpectedVersion is { } expected && expected != state.Version)
            return (state, Refusals.VersionMismatch(expected, state.Version));
        var creates = state.Version == 0;
        var changes = creates || state.Name != command.Name || state.Email != command.Email;
        state = state with
        {
            Version = changes ? state.Version + 1 : state.Version,
            Name = command.Name,
            Email = command.Email,
            Operations = OperationMemory.Remember(state.Operations, command.OperationId, asked),
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
        if (state.Products.Contains(productId))
            return (state, true);
        return (state with { Products = state.Products.Append(productId) }, true);
    }

    /// <summary>The profile as callers see it. Null if there is none.</summary>
    public static Seller? Show(SellerState state, string sellerId) =>
        state.Version == 0 ? null : new Seller(sellerId, state.Name, state.Email, state.Products.CountAll(), state.Version);
}
