using Grpc.Core;
using static OrleansMicro.Grpc.GrpcRequests;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Grpc;

/// <summary>Orders, their payment and their history.</summary>
internal sealed class OrdersGrpc(OrderService orders, CustomerService customers, Cursors cursors, Caller caller)
    : Proto.OrdersService.OrdersServiceBase
{
    public override async Task<Proto.GetOrderResponse> GetOrder(Proto.GetOrderRequest request, ServerCallContext context)
    {
        var result = await orders.GetAsync(OrderId.Parse(request.OrderId), caller, context.CancellationToken);
        return new() { Order = result.Accept().ToMessage() };
    }

    public override async Task<Proto.GetOrderHistoryResponse> GetOrderHistory(Proto.GetOrderHistoryRequest request, ServerCallContext context)
    {
        var result = await orders.GetHistoryAsync(OrderId.Parse(request.OrderId), caller, context.CancellationToken);
        return new() { Events = { result.Accept().Items.Select(OrderMessages.ToMessage) } };
    }

    public override async Task<Proto.GetOrderPaymentResponse> GetOrderPayment(Proto.GetOrderPaymentRequest request, ServerCallContext context)
    {
        var result = await orders.GetPaymentAsync(OrderId.Parse(request.OrderId), caller, context.CancellationToken);
        var (payment, acquirer) = result.Accept();
        return new() { Payment = payment.ToMessage(), Acquirer = acquirer.ToMessage() };
    }

    public override async Task<Proto.CancelOrderResponse> CancelOrder(Proto.CancelOrderRequest request, ServerCallContext context)
    {
        var orderId = OrderId.Parse(request.OrderId);
        var body = new CancelOrderRequest { Reason = OrNull(request.Reason) }.Checked();
        var result = await orders.CancelAsync(orderId, body.ToCommand(), new(request.RespondAsync), caller, context.CancellationToken);
        return new() { Order = result.Accept().Order.ToMessage() };
    }

    public override async Task<Proto.ListCustomerOrdersResponse> ListCustomerOrders(
        Proto.ListCustomerOrdersRequest request, ServerCallContext context)
    {
        var customerId = CustomerId.Parse(request.CustomerId);
        var page = ToPage(request.Cursor, request.Limit);
        var list = $"customer-orders/{customerId.Value}";
        var result = await customers.ListOrdersAsync(
            customerId, cursors.Read(page.Cursor, list), page.Limit, caller, context.CancellationToken);
        var (items, next) = result.Accept();
        return new() { Orders = { items.Select(OrderMessages.ToMessage) }, NextCursor = cursors.Write(next, list) ?? "" };
    }
}
