using System.Collections.Concurrent;
using System.Collections.Immutable;
using Orleans.Runtime.Messaging;
using OrleansMicro.Carts;
using OrleansMicro.Catalog;
using OrleansMicro.Orders;

namespace OrleansMicro.Tests.Api.Faults;

public sealed class FaultTests
{
    private const string Secret = "connection string of the database";
    private const string CheckoutBody = $$"""{"paymentMethod":"tok_ok","shipTo":{{ShopClient.ShipTo}}}""";

    public static TheoryData<Exception, string> Unavailable => new()
    {
        { new TimeoutException(Secret), "unavailable" },
        { new SiloUnavailableException(Secret), "unavailable" },
        { new ConnectionFailedException(Secret), "unavailable" },
        { new LimitExceededException(Secret), "busy" },
        { new GatewayTooBusyException(Secret), "busy" },
    };

    [Theory]
    [MemberData(nameof(Unavailable))]
    public async Task Asks_the_client_to_come_back_when_the_cluster_is_at_fault(Exception fault, string code)
    {
        await using var host = await FaultHost.Start(_ => Task.FromException<Cart>(fault), options => options.RetryTimeout = TimeSpan.Zero);

        var reply = (await host.Send(HttpMethod.Get, "/v1/carts/c")).MustBeProblem(503, code, null);

        Assert.Equal("1", reply.Headers.GetValues("Retry-After").Single());
        Assert.DoesNotContain(Secret, reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_nothing_of_its_inside_when_it_is_itself_at_fault()
    {
        await using var host = await FaultHost.Start(_ => Task.FromException<Cart>(new InvalidOperationException(Secret)));

        var reply = (await host.Send(HttpMethod.Get, "/v1/carts/c")).MustBeProblem(500, "internal-error", null);

        Assert.DoesNotContain(Secret, reply.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeats_a_refused_call_with_the_same_operation_id()
    {
        var seen = new ConcurrentQueue<string>();
        await using var host = await FaultHost.Start(call =>
        {
            seen.Enqueue(((PutCartLine)call.Arguments[0]!).OperationId);
            return seen.Count < 3
                ? Task.FromException<Result<CartChange>>(new SiloUnavailableException("leaving"))
                : Task.FromResult<Result<CartChange>>(new CartChange(call.Key, null, 0, null, 4));
        });

        var reply = (await host.Send(HttpMethod.Put, "/v1/carts/c/lines/s/p", """{"quantity":1}""")).MustBe(200);

        Assert.Equal("\"4\"", reply.ETag);
        Assert.Equal(3, seen.Count);
        Assert.Single(seen.Distinct());
    }

    [Fact]
    public async Task Says_when_to_come_back_also_where_its_health_is_asked()
    {
        await using var host = await FaultHost.Start(_ => Task.FromException<Product>(new ConnectionFailedException("no silo")));

        Assert.True((await host.Send(HttpMethod.Get, "/health/ready")).MustBe(503).Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task Is_ready_while_silos_refuse_because_they_are_busy()
    {
        await using var host = await FaultHost.Start(_ => Task.FromException<Product>(new GatewayTooBusyException()));

        (await host.Send(HttpMethod.Get, "/health/ready")).MustBe(200);
    }

    [Fact]
    public async Task Repeats_a_call_that_failed_for_a_passing_reason()
    {
        var faults = new ConcurrentQueue<Exception>(
            [
                new TimeoutException(), new Orleans.Storage.InconsistentStateException("written by another"),
                new GatewayTooBusyException("full"), new StorageUnavailableException("away"),
            ]);
        await using var host = await FaultHost.Start(call => faults.TryDequeue(out var fault)
            ? Task.FromException<Result<CartChange>>(fault)
            : Task.FromResult<Result<CartChange>>(new CartChange(call.Key, null, 0, null, 5)));

        (await host.Send(HttpMethod.Put, "/v1/carts/c/lines/s/p", """{"quantity":1}""")).MustBe(200);

        Assert.Empty(faults);
    }

    [Fact]
    public async Task Gives_up_repeating_in_time_and_says_when_to_come_back()
    {
        var calls = 0;
        await using var host = await FaultHost.Start(
            _ =>
            {
                Interlocked.Increment(ref calls);
                return Task.FromException<Cart>(new SiloUnavailableException("gone"));
            },
            options => options.RetryTimeout = TimeSpan.FromSeconds(2));

        var reply = (await host.Send(HttpMethod.Get, "/v1/carts/c")).MustBeProblem(503, "unavailable", null);

        Assert.Equal("1", reply.Headers.GetValues("Retry-After").Single());
        Assert.InRange(calls, 3, 60);
    }

    [Fact]
    public async Task Does_not_repeat_a_call_to_a_busy_or_faulty_grain()
    {
        var calls = 0;
        Exception fault = new LimitExceededException("full");
        await using var host = await FaultHost.Start(_ =>
        {
            Interlocked.Increment(ref calls);
            return Task.FromException<Cart>(fault);
        });

        (await host.Send(HttpMethod.Get, "/v1/carts/c")).MustBe(503);
        Assert.Equal(1, calls);

        fault = new InvalidOperationException();
        (await host.Send(HttpMethod.Get, "/v1/carts/c")).MustBe(500);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Answers_202_when_the_end_of_an_order_cannot_be_watched()
    {
        await using var host = await FaultHost.Start(call => call.Method switch
        {
            nameof(ICartGrain.CheckoutAndWait) => Task.FromResult<Result<CheckoutResult>>(new CheckoutResult(Placed(call))),
            _ => Task.FromException<Order?>(new TimeoutException()),
        }, options => options.CheckoutWait = TimeSpan.FromMilliseconds(200));

        var reply = (await host.Send(HttpMethod.Post, "/v1/carts/c/checkout", CheckoutBody, ("Idempotency-Key", "k"))).MustBe(202);

        Assert.Equal("/v1/orders/" + Ids.OrderId("c", "k"), reply.Headers.Location!.OriginalString);
        Assert.Equal("placed", reply.Text("status"));
    }

    [Theory]
    [InlineData("wait=10", 201, nameof(ICartGrain.CheckoutAndWait))]
    [InlineData("respond-async", 202, nameof(ICartGrain.Checkout))]
    public async Task A_checkout_is_one_call(string prefer, int status, string method)
    {
        var calls = new ConcurrentQueue<string>();
        await using var host = await FaultHost.Start(call =>
        {
            calls.Enqueue(call.Method);
            var order = Placed(call);
            return Task.FromResult<Result<CheckoutResult>>(new CheckoutResult(
                call.Method == nameof(ICartGrain.Checkout) ? order : order with { Status = OrderStatus.Paid, InFlight = false }));
        });

        (await host.Send(HttpMethod.Post, "/v1/carts/c/checkout", CheckoutBody, ("Idempotency-Key", "k"), ("Prefer", prefer))).MustBe(status);

        Assert.Equal(method, Assert.Single(calls));
    }

    [Theory]
    [InlineData(RefusalCodes.Busy, 503)]
    [InlineData(RefusalCodes.CheckoutInProgress, 409)]
    [InlineData(RefusalCodes.IdempotencyKeyReused, 422)]
    [InlineData(RefusalCodes.CartEmpty, 422)]
    [InlineData(RefusalCodes.PriceChanged, 409)]
    [InlineData(RefusalCodes.VersionMismatch, 412)]
    [InlineData("a-code-of-a-later-version", 409)]
    public async Task Maps_every_refusal_to_its_status_with_its_lines(string code, int status)
    {
        var refusal = new Refusal(code, "Because.", "total", [new("s", "p", code, new(1, "GBP"), new(2, "GBP"), 3)]);
        await using var host = await FaultHost.Start(_ => Task.FromResult<Result<CheckoutResult>>(refusal));

        var reply = await host.Send(HttpMethod.Post, "/v1/carts/c/checkout", CheckoutBody, ("Idempotency-Key", "k"));

        reply.MustBeProblem(status, code, "total");
        Assert.Equal(
            (1, 2, 3),
            (reply.Number("lines.0.seenPrice.minor"), reply.Number("lines.0.currentPrice.minor"), reply.Number("lines.0.available")));
        Assert.Equal(status == 503, reply.Headers.Contains("Retry-After"));
    }

    private static Order Placed(FakeCall call)
    {
        var command = (CheckoutCart)call.Arguments[0]!;
        var none = Money.Zero("GBP");
        return new(
            command.OrderId, call.Key, OrderStatus.Placed, true, ImmutableArray<OrderLine>.Empty, none, none, none, null, null, command.Terms.ShipTo,
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1);
    }
}
