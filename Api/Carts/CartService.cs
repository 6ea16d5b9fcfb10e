using OrleansMicro.Orders;

namespace OrleansMicro.Carts;

/// <summary>What a client can do with a cart.</summary>
internal sealed class CartService(IGrainFactory grains, GrainCalls calls)
{
    public async Task<Result<Cart>> GetAsync(string customerId, Caller caller, CancellationToken cancellation) =>
        await calls.ExecuteAsync(() => Grain(customerId).Get(caller, cancellation), cancellation);

    public Task<Result<CartChange>> PutLineAsync(
        string customerId, PutCartLine command, Preconditions preconditions, Caller caller, CancellationToken cancellation) =>
        ExecuteAsync(
            customerId, preconditions, (cart, expected) => cart.PutLine(command with { ExpectedVersion = expected }, caller), caller, cancellation);

    public Task<Result<CartChange>> RemoveLineAsync(
        string customerId, string sellerId, string productId, Preconditions preconditions, Caller caller, CancellationToken cancellation)
    {
        var command = new RemoveCartLine(OperationId.Create(), sellerId, productId);
        return ExecuteAsync(
            customerId,
            preconditions,
            (cart, expected) => cart.RemoveLine(command with { ExpectedVersion = expected }, caller),
            caller,
            cancellation);
    }

    public Task<Result<CartChange>> ClearAsync(string customerId, Preconditions preconditions, Caller caller, CancellationToken cancellation)
    {
        var command = new ClearCart(OperationId.Create());
        return ExecuteAsync(
            customerId, preconditions, (cart, expected) => cart.Clear(command with { ExpectedVersion = expected }, caller), caller, cancellation);
    }

    /// <summary>Places the order of the cart; see <see cref="OrderWaiter"/> for its end.</summary>
    public Task<Result<Order>> CheckoutAsync(
        string customerId, CheckoutCart command, Preconditions preconditions, Caller caller, CancellationToken cancellation) =>
        ExecuteAsync(
            customerId, preconditions, (cart, expected) => cart.Checkout(command with { ExpectedVersion = expected }, caller), caller, cancellation);

    // A cart always exists, at version 0 before its first change.
    private Task<Result<T>> ExecuteAsync<T>(
        string customerId, Preconditions preconditions, Func<ICartGrain, long?, Task<Result<T>>> edit, Caller caller, CancellationToken cancellation)
    {
        var cart = Grain(customerId);
        return preconditions.ExecuteAsync(
            async () => (await calls.ExecuteAsync(() => cart.Get(caller, cancellation), cancellation)).Version,
            expected => calls.ExecuteAsync(() => edit(cart, expected), cancellation));
    }

    private ICartGrain Grain(string customerId) => grains.GetGrain<ICartGrain>(customerId);
}
