namespace OrleansMicro.Bench.Api;

/// <summary>The requests that a shop's client makes, by name. See <see cref="ApiClient"/> for what happens when one fails.</summary>
internal sealed class ShopClient(ApiClient api)
{
    private static readonly ApiJson Json = ApiJson.Default;

    public Task PutSeller(string seller, string name, CancellationToken stop) =>
        api.Put($"/v1/sellers/{seller}", new PutSellerBody(name), Json.PutSellerBody, stop);

    public Task PutCustomer(string customer, string name, CancellationToken stop) =>
        api.Put($"/v1/customers/{customer}", new PutCustomerBody(name), Json.PutCustomerBody, stop);

    public Task PutProduct(string seller, string product, PutProductBody body, CancellationToken stop) =>
        api.Put($"/v1/sellers/{seller}/products/{product}", body, Json.PutProductBody, stop);

    public Task SetStock(string seller, string product, int onHand, CancellationToken stop) =>
        api.Put($"/v1/sellers/{seller}/products/{product}/stock", new SetStockBody(onHand), Json.SetStockBody, stop);

    public Task<StockLevel> Restock(string seller, string product, int quantity, string key, CancellationToken stop) => api.Post(
        $"/v1/sellers/{seller}/products/{product}/stock/restocks", key, new QuantityBody(quantity), Json.QuantityBody, Json.StockLevel, stop);

    public Task<StockLevel?> FindStock(string seller, string product, CancellationToken stop) =>
        api.Find($"/v1/sellers/{seller}/products/{product}/stock", Json.StockLevel, stop);

    public Task<List<Product>> ListProducts(string seller, CancellationToken stop) =>
        api.List($"/v1/sellers/{seller}/products", Json.ProductPage, stop);

    public Task<List<LedgerEntry>> ListSellerOrders(string seller, CancellationToken stop) =>
        api.List($"/v1/sellers/{seller}/orders", Json.LedgerPage, stop);

    public Task<Dashboard?> FindDashboard(string seller, CancellationToken stop) =>
        api.Find($"/v1/sellers/{seller}/dashboard", Json.Dashboard, stop);

    public Task<Cart> GetCart(string customer, CancellationToken stop) => api.Get($"/v1/carts/{customer}", Json.Cart, stop);

    public Task ClearCart(string customer, CancellationToken stop) => api.Delete($"/v1/carts/{customer}", stop);

    public Task PutLine(string customer, string seller, string product, int quantity, CancellationToken stop) =>
        api.Put($"/v1/carts/{customer}/lines/{seller}/{product}", new QuantityBody(quantity), Json.QuantityBody, stop);

    /// <summary>Checks out; the order may not have ended yet.</summary>
    public Task<Order> Checkout(string customer, string key, CheckoutBody body, CancellationToken stop) =>
        api.Post($"/v1/carts/{customer}/checkout", key, body, Json.CheckoutBody, Json.Order, stop);

    public Task<List<Order>> ListCustomerOrders(string customer, CancellationToken stop) =>
        api.List($"/v1/customers/{customer}/orders", Json.OrderPage, stop);

    public Task<Order?> FindOrder(string order, CancellationToken stop) => api.Find($"/v1/orders/{order}", Json.Order, stop);

    public Task<OrderPayment?> FindPayment(string order, CancellationToken stop) =>
        api.Find($"/v1/orders/{order}/payment", Json.OrderPayment, stop);

    public Task<Shipment?> FindShipment(string order, CancellationToken stop) =>
        api.Find($"/v1/shipments/{order}", Json.Shipment, stop);

    /// <summary>Reads an order until it has ended or the timeout has passed, and returns it as last read.</summary>
    public async Task<Order> WaitForEnd(Order order, TimeSpan timeout, TimeProvider time, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        while (!order.Ended && time.GetElapsedTime(began) < timeout)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, stop);
            order = await FindOrder(order.OrderId, stop) ?? order;
        }

        return order;
    }
}
