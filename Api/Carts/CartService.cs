namespace OrleansMicro.Carts;

/// <summary>What a client can do with a cart.</summary>
internal sealed class CartService(GrainCalls grains, OrderWaiter orders, IOptions<ApiOptions> options, TimeProvider clock)
{
    public async Task<Result<Cart>> GetAsync(string customerId, Caller caller, CancellationToken cancellation) =>
        await grains.CallAsync(customerId, (ICartGrain cart) => cart.Get(caller, cancellation), cancellation);

    public Task<Result<CartChange>> PutLineAsync(string customerId, PutCartLine command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(customerId, (ICartGrain cart) => cart.PutLine(command, caller), cancellation);

    public Task<Result<CartChange>> RemoveLineAsync(string customerId, RemoveCartLine command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(customerId, (ICartGrain cart) => cart.RemoveLine(command, caller), cancellation);

    public Task<Result<CartChange>> ClearAsync(string customerId, ClearCart command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(customerId, (ICartGrain cart) => cart.Clear(command, caller), cancellation);

    /// <summary>Places the order of the cart, and waits for its end unless the client does not.</summary>
    public async Task<Result<CheckoutResult>> CheckoutAsync(
        string customerId, CheckoutCart command, Prefer prefer, Caller caller, CancellationToken cancellation)
    {
        if (prefer.RespondAsync)
            return await grains.CallAsync(customerId, (ICartGrain cart) => cart.Checkout(command, caller), cancellation);

        // In one call. The time that it took is waited less afterwards.
        var started = 0L;
        var placed = await grains.CallAsync(customerId, (ICartGrain cart) =>
        {
            started = clock.GetTimestamp();
            return cart.CheckoutAndWait(command, options.Value.CheckoutWait, caller);
        }, cancellation);
        return await orders.WhenEndedAsync(placed, clock.GetElapsedTime(started), caller, cancellation);
    }
}
