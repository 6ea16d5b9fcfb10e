namespace OrleansMicro.Carts;

/// <summary>What a client can do with a cart.</summary>
internal sealed class CartService(GrainCalls grains)
{
    public async Task<Result<Cart>> GetAsync(string customerId, Caller caller, CancellationToken cancellation) =>
        await grains.CallAsync(customerId, (ICartGrain cart) => cart.Get(caller, cancellation), cancellation);

    public Task<Result<CartChange>> PutLineAsync(
        string customerId, PutCartLine command, Preconditions conditions, Caller caller, CancellationToken cancellation) =>
        EditAsync(customerId, conditions, (cart, seen) => cart.PutLine(command with { ExpectedVersion = seen }, caller), caller, cancellation);

    public Task<Result<CartChange>> RemoveLineAsync(
        string customerId, RemoveCartLine command, Preconditions conditions, Caller caller, CancellationToken cancellation) =>
        EditAsync(customerId, conditions, (cart, seen) => cart.RemoveLine(command with { ExpectedVersion = seen }, caller), caller, cancellation);

    public Task<Result<CartChange>> ClearAsync(
        string customerId, ClearCart command, Preconditions conditions, Caller caller, CancellationToken cancellation) =>
        EditAsync(customerId, conditions, (cart, seen) => cart.Clear(command with { ExpectedVersion = seen }, caller), caller, cancellation);

    /// <summary>Places the order of the cart; see <see cref="OrderWaiter"/> for its end.</summary>
    public Task<Result<Order>> CheckoutAsync(
        string customerId, CheckoutCart command, Preconditions conditions, Caller caller, CancellationToken cancellation) =>
        EditAsync(customerId, conditions, (cart, seen) => cart.Checkout(command with { ExpectedVersion = seen }, caller), caller, cancellation);

    // A cart always exists, at version 0 before its first change.
    private Task<Result<T>> EditAsync<T>(
        string customerId, Preconditions conditions, Func<ICartGrain, long?, Task<Result<T>>> edit, Caller caller, CancellationToken cancellation) =>
        conditions.ExecuteAsync(
            async () => (await GetAsync(customerId, caller, cancellation)).Value!.Version,
            version => grains.CallAsync(customerId, (ICartGrain cart) => edit(cart, version), cancellation));
}
