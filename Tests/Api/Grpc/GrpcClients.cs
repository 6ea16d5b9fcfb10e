using Grpc.Core;
using OrleansMicro.Protos.V1;

namespace OrleansMicro.Tests.Api.Grpc;

/// <summary>A client of each service.</summary>
internal sealed class GrpcClients(ChannelBase channel)
{
    public CatalogService.CatalogServiceClient Catalog { get; } = new(channel);

    public StockService.StockServiceClient Stock { get; } = new(channel);

    public CartsService.CartsServiceClient Carts { get; } = new(channel);

    public OrdersService.OrdersServiceClient Orders { get; } = new(channel);

    public ShipmentsService.ShipmentsServiceClient Shipments { get; } = new(channel);
}
