using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using OrleansMicro.Catalog;
using OrleansMicro.Grpc;
using OrleansMicro.Hosting;
using OrleansMicro.Tests.Api.Faults;
using HealthClient = Grpc.Health.V1.Health.HealthClient;
using Proto = OrleansMicro.Protos.V1;

namespace OrleansMicro.Tests.Api.Grpc;

/// <summary>A whole server with gRPC: its port, its health, and a purchase.</summary>
public sealed class GrpcServerTests
{
    [Fact]
    public async Task An_order_is_paid_shipped_and_seen_over_rest()
    {
        await using var server = await SingleServer.Start(null, "--Api:GrpcPort", "0");
        using var channel = GrpcChannel.ForAddress(GrpcPort.AddressOf(server.App)!);
        var clients = new GrpcClients(channel);
        var (seller, product) = await server.Client.NewProduct(stock: 5, price: 1250, freight: 299);
        var line = new Proto.AddCartLineRequest { CustomerId = "ann", SellerId = seller, ProductId = product, Quantity = 2 };
        await clients.Carts.AddCartLineAsync(line, GrpcReplies.Key("line"));

        var checkout = new Proto.CheckoutRequest { CustomerId = "ann", PaymentMethod = "tok_ok", ShipTo = ShipTo() };
        var placed = await clients.Carts.CheckoutAsync(checkout, GrpcReplies.Key("order"));
        var again = await clients.Carts.CheckoutAsync(checkout, GrpcReplies.Key("order"));
        var orderId = placed.Order.OrderId;

        Assert.Equal((Proto.OrderStatus.Paid, 3098, false), (placed.Order.Status, placed.Order.Captured.Minor, placed.Replayed));
        Assert.Equal((orderId, true), (again.Order.OrderId, again.Replayed));
        Assert.Equal("paid", (await server.Client.Get($"/v1/orders/{orderId}")).Text("status"));
        Assert.Equal(Proto.PaymentStatus.Captured, (await clients.Orders.GetOrderPaymentAsync(new() { OrderId = orderId })).Payment.Status);
        Assert.NotEmpty((await clients.Orders.GetOrderHistoryAsync(new() { OrderId = orderId })).Events);

        var list = await clients.Orders.ListCustomerOrdersAsync(new() { CustomerId = "ann", Limit = 1 });
        Assert.Equal((orderId, ""), (Assert.Single(list.Orders).OrderId, list.NextCursor));
        var shipped = await clients.Shipments.ShipPackageAsync(new() { OrderId = orderId, SellerId = seller, Carrier = "Royal Mail" });
        Assert.Equal((Proto.PackageStatus.Shipped, "Royal Mail"), (shipped.Shipment.Packages[0].Status, shipped.Shipment.Packages[0].Carrier));
        Assert.Equal(3, (await clients.Stock.GetStockAsync(new() { SellerId = seller, ProductId = product })).Stock.OnHand);
        var dashboard = await clients.Catalog.GetSellerDashboardAsync(new() { SellerId = seller });
        Assert.Equal(Proto.LedgerStatus.Shipped, Assert.Single(dashboard.Dashboard.Totals, total => total.Orders > 0).Status);

        var other = await clients.Carts.CheckoutAsync(checkout, GrpcReplies.Key("other")).Error();
        Assert.Equal((StatusCode.FailedPrecondition, RefusalCodes.CartEmpty, "customerId"), (other.StatusCode, other.Info().Reason, other.Field()));
    }

    [Fact]
    public async Task An_edit_of_another_version_is_refused()
    {
        await using var server = await SingleServer.Start(null, "--Api:GrpcPort", "0");
        using var channel = GrpcChannel.ForAddress(GrpcPort.AddressOf(server.App)!);
        var catalog = new GrpcClients(channel).Catalog;
        var seller = await catalog.PutSellerAsync(new() { SellerId = "s", Name = "S", Condition = new() { Exists = false } });

        var created = await catalog.PutSellerAsync(new() { SellerId = "s", Name = "S", Condition = new() { Exists = false } }).Error();
        var edited = await catalog.PutSellerAsync(new() { SellerId = "s", Name = "T", Condition = new() { Version = 7 } }).Error();

        Assert.True(seller.Created);
        Assert.All([created, edited], static error => Assert.Equal(
            (StatusCode.Aborted, RefusalCodes.VersionMismatch, "condition"), (error.StatusCode, error.Info().Reason, error.Field())));
        Assert.Equal("T", (await catalog.PutSellerAsync(
            new() { SellerId = "s", Name = "T", Condition = new() { Version = seller.Seller.Version } })).Seller.Name);
    }

    [Fact]
    public async Task A_stopping_server_ends_its_connections()
    {
        await using var server = await SingleServer.Start(null, "--Api:GrpcPort", "0");
        var connections = 0;
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                Interlocked.Increment(ref connections);
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var channel = GrpcChannel.ForAddress(GrpcPort.AddressOf(server.App)!, new GrpcChannelOptions { HttpHandler = handler });
        var carts = new GrpcClients(channel).Carts;
        await carts.GetCartAsync(new() { CustomerId = "ann" });
        Assert.Equal(1, connections);

        server.App.Lifetime.StopApplication();

        for (var i = 0; i < 100 && connections == 1; i++)
        {
            try
            {
                await carts.GetCartAsync(new() { CustomerId = "ann" });
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
            {
                // The client sent it before it read that the connection ends.
            }
        }

        Assert.NotEqual(1, connections);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await new HealthClient(channel).CheckAsync(new())).Status);
    }

    [Theory]
    [InlineData(false, HealthCheckResponse.Types.ServingStatus.Serving)]
    [InlineData(true, HealthCheckResponse.Types.ServingStatus.NotServing)]
    public async Task Its_health_is_that_of_readiness(bool isAway, HealthCheckResponse.Types.ServingStatus status)
    {
        await using var host = await FaultHost.Start(_ => isAway ? Task.FromException<Product>(new TimeoutException()) : null);

        Assert.Equal(status, (await new HealthClient(host.Channel()).CheckAsync(new())).Status);
        (await host.Send(HttpMethod.Get, "/health/ready")).MustBe(isAway ? 503 : 200);
    }

    [Theory]
    [InlineData("http://localhost:18080", 0, "http://127.0.0.1:0")]
    [InlineData("http://*:18080", 18081, "http://*:18081")]
    [InlineData("https://[::1]:18080;http://localhost:18082", 18081, "https://[::1]:18081")]
    [InlineData("http://unix:/tmp/shop.sock", 18081, "http://localhost:18081")]
    public void Its_address_is_beside_the_first_of_rest(string urls, int port, string address)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseUrls(urls.Split(';'));

        GrpcPort.Open(builder, port);

        Assert.Equal($"{urls};{address}", builder.Configuration["urls"]);
    }

    [Fact]
    public void Endpoints_of_the_operator_are_left_alone()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseUrls("http://localhost:18080");
        builder.Configuration["Kestrel:Endpoints:Grpc:Url"] = "http://localhost:18081";

        GrpcPort.Open(builder, 18082);

        Assert.Equal("http://localhost:18080", builder.Configuration["urls"]);
    }

    [Fact]
    public void A_busy_port_is_refused_by_its_setting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = $"{((IPEndPoint)other.LocalEndpoint).Port}";

        AssertRefused($"Another program listens on 127.0.0.1:{port}. Choose another one with --grpc-port.", "127.0.0.1:0", port);
        AssertRefused($"{port} is a port of the REST API. Choose another one with --grpc-port.", $"127.0.0.1:{port}", port);
    }

    [Fact]
    public async Task Rest_keeps_its_port()
    {
        await using var server = await SingleServer.Start(null, "--Api:GrpcPort", "0");
        using var http = new HttpClient { BaseAddress = server.Address, DefaultRequestVersion = HttpVersion.Version11 };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        Assert.NotEqual(server.Address, new Uri(GrpcPort.AddressOf(server.App)!));
    }

    private static void AssertRefused(string message, string host, string port)
    {
        using var folder = new TempFolder();
        var failure = Assert.Throws<StartException>(
            () => SingleServer.Create(["--urls", $"http://{host}", "--Api:GrpcPort", port, "--data", folder.Path]));
        Assert.Equal(message, failure.Message);
    }

    private static Proto.Address ShipTo() => new() { Name = "Ann", Line1 = "1 High Street", City = "Leeds", Country = "GB" };
}
