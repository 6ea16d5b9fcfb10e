namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>One purchase of single mode is one trace, from the HTTP request to the last step of its order. Nothing else begins a trace.</summary>
[Collection(ProcessTests.Name)]
public sealed class PurchaseTraceTests
{
    private const string Checkout = """
        server POST /v1/carts/{customerId}/checkout
          server ICartGrain/CheckoutAndWait
            server ICartGrain/Checkout
              server IEventIndexGrain/Announce
                write storage eventindex
              server IEventIndexGrain/Withdraw
              server IOrderGrain/Get
              server IOrderGrain/Place
                order process
                  order authorise
                    client payment authorise
                  order capture
                    client payment capture
                      write storage acquirer
                  order confirm
                    server IStockGrain/Confirm
                      write storage stock
                    server IStockGrain/Confirm
                      write storage stock
                  order finish
                    server ICartGrain/Settle
                    server ISellerLedgerGrain/Enter
                      write storage ledger
                    server ISellerLedgerGrain/Enter
                      write storage ledger
                  order reserve
                    server IStockGrain/Reserve
                    server IStockGrain/Reserve
                  server IOrderRecoveryGrain/Unregister
                  server IStockGrain/Forget
                  server IStockGrain/Forget
                  write storage order
                  write storage order
                read storage order
                server ICustomerGrain/AddOrder
                  write storage customer
                server IOrderRecoveryGrain/Register
                  server IReminderService/RegisterOrUpdateReminder
                  write storage recovery
                write storage order
              write storage cart
            server IOrderGrain/WaitForEnd
        """;

    [Fact]
    public async Task A_purchase_is_one_trace()
    {
        await using var receiver = await OtlpReceiver.Start();
        await Run(receiver, static async shop =>
        {
            (await shop.Get("/health/ready")).MustBe(200);
            (await shop.Get("/dashboard/")).MustBe(200);
            await shop.Buy();
        });

        var trace = TraceTree.Find(receiver.Spans, TracedPurchase.Checkout);
        Assert.True(Checkout == trace.ToString(), $"The trace is not as expected:\n{trace}");
        Assert.Empty(trace.Lost);
        Assert.All(receiver.Spans.Where(static span => span.ParentId.Length == 0), static first => Assert.Contains(" /v1/", first.Name));
        Assert.All(receiver.Spans, static span => Assert.Equal("orleansmicro", span.Resource.Service));
        var routes = receiver.Metrics.SelectMany(static metric => metric.Labels).Select(static labels => labels.GetValueOrDefault("http.route"));
        Assert.DoesNotContain(routes.OfType<string>(), static route => route.StartsWith("/health", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Spans_and_metrics_name_no_customer()
    {
        await using var receiver = await OtlpReceiver.Start();
        await Run(receiver, static async shop =>
        {
            await shop.Buy();
            (await shop.Get($"/v1/customers/{TracedPurchase.Customer}/orders?limit=3")).MustBe(200);
            (await shop.Get($"/v1/carts/{TracedPurchase.Customer}?customer={TracedPurchase.Customer}")).MustBe(400);
        });

        Assert.NotEmpty(receiver.Spans);
        var sent = receiver.Spans.SelectMany(static span => span.Tags.Values.Append(span.Name))
            .Concat(receiver.Metrics.SelectMany(static metric => metric.Labels).SelectMany(static labels => labels.Values));
        Assert.DoesNotContain(sent, static text => text.Contains(TracedPurchase.Customer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_log_record_names_its_trace_and_no_secret()
    {
        await using var receiver = await OtlpReceiver.Start();
        await Run(receiver, static shop => shop.Buy(method: "tok_timeout"));

        var trace = TraceTree.Find(receiver.Spans, TracedPurchase.Checkout);
        Assert.Contains(receiver.Logs, log => log.TraceId == trace.Root.TraceId && log.Body.Contains("provider", StringComparison.Ordinal));
        Assert.DoesNotContain(
            receiver.Logs, static log => log.Tags.Values.Append(log.Body).Any(static text => text.Contains("tok_", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_request_that_is_not_sampled_leaves_no_span()
    {
        await using var receiver = await OtlpReceiver.Start();
        await Run(receiver, static shop => shop.Buy(), "parentbased_always_off");

        Assert.Empty(receiver.Spans);
        Assert.NotEmpty(receiver.Metrics);
    }

    // What a server did not send before, it sends when it stops.
    private static async Task Run(OtlpReceiver receiver, Func<ShopClient, Task> use, string? sampler = null)
    {
        using var folder = new TempFolder();
        var environment = receiver.Environment;
        if (sampler is not null)
            environment["OTEL_TRACES_SAMPLER"] = sampler;
        await using var server = await ServerProcess.Start(folder.Path, [], environment);
        using var shop = new ShopClient(server.Url);
        await use(shop);
        Assert.Equal(0, await server.Terminate());
    }
}
