using System.Net.ServerSentEvents;
using System.Text.Json;

namespace OrleansMicro.Tests.Api.Flows;

/// <summary>Events over HTTP.</summary>
[Collection(ShopTests.Name)]
public sealed class EventStreamTests(ShopHost host) : IDisposable
{
    private readonly ShopClient _shop = host.Client;
    private readonly HttpClient _http = new() { BaseAddress = host.Address };
    private readonly CancellationTokenSource _ending = new(TimeSpan.FromSeconds(60));

    public void Dispose()
    {
        _ending.Cancel();
        _ending.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task Each_step_of_a_purchase_is_an_event()
    {
        var (order, product) = await Buy();

        var events = await Read($"/v1/events?from=start&subject=orders/{order}", 4);

        Assert.Equal(["order.placed", "payment.captured", "order.paid", "package.created"], events.Select(TypeOf));
        Assert.All(events, happened => Assert.Equal("1.0", happened.Data.GetProperty("specversion").GetString()));
        Assert.Equal([$"orders/{order}/1", $"orders/{order}/payment/1", $"orders/{order}/2", $"orders/{order}/packages/{product.Seller}/1"],
            events.Select(static happened => happened.Data.GetProperty("id").GetString()));
        var paid = events[2].Data.GetProperty("data");
        Assert.Equal((order, 2000L), (paid.GetProperty("orderId").GetString(), paid.GetProperty("total").GetProperty("minor").GetInt64()));
        Assert.Equal(product.Seller, events[3].Data.GetProperty("sellerid").GetString());
    }

    [Fact]
    public async Task A_sale_and_its_restock_are_events_of_the_stock()
    {
        var (order, product) = await Buy();
        var stock = $"/v1/sellers/{product.Seller}/products/{product.Product}/stock";
        await _shop.Post($"{stock}/restocks", """{"quantity":5}""", ("Idempotency-Key", "r1"));

        var events = await Read($"/v1/events?from=start&subject=stock/{product.Seller}/{product.Product}", 3);

        Assert.Equal(
            ["added 10", $"sold 2 {order}", "added 5"],
            events.Select(static happened => Describe(happened.Data.GetProperty("data").GetProperty("changes")[0])));
        Assert.Equal(13, events[2].Data.GetProperty("data").GetProperty("onHand").GetInt32());
    }

    [Fact]
    public async Task A_stream_goes_on_after_the_last_event_of_another()
    {
        var (order, _) = await Buy();
        var first = await Read($"/v1/events?from=start&subject=orders/{order}", 2);

        var rest = await Read($"/v1/events?subject=orders/{order}", 2, first[^1].Id);

        Assert.Equal(["order.paid", "package.created"], rest.Select(TypeOf));
    }

    [Fact]
    public async Task A_stream_from_now_shows_what_happens_next()
    {
        await Buy();
        using var response = await Open("/v1/events?type=order.paid", null);
        var (order, _) = await Buy();

        await foreach (var happened in Parse(response))
        {
            // Other tests buy too.
            if (happened.Data.GetProperty("subject").GetString() == $"orders/{order}")
                return;
        }

        Assert.Fail("The stream has ended.");
    }

    [Theory]
    [InlineData("type=order.*,nothing", null, "invalid", "type")]
    [InlineData("from=yesterday", null, "invalid", "from")]
    [InlineData("", "1-2-3", "cursor-invalid", "Last-Event-ID")]
    [InlineData("", "1-2-3-z", "cursor-invalid", "Last-Event-ID")]
    [InlineData("", "1-2-3-4-5", "cursor-invalid", "Last-Event-ID")]
    public async Task A_wrong_request_is_refused(string query, string? lastEventId, string code, string field)
    {
        var headers = lastEventId is null ? Array.Empty<(string, string)>() : [("Last-Event-ID", lastEventId)];

        (await _shop.Get($"/v1/events?{query}", headers)).MustBeProblem(400, code, field);
    }

    [Fact]
    public async Task The_source_is_the_one_of_the_settings()
    {
        await using var server = await SingleServer.Start(null, "--Events:Source", "https://shop.example");
        await server.Client.NewProduct(stock: 0);
        using var http = new HttpClient { BaseAddress = server.Address };
        using var response = await http.GetAsync("/v1/events?from=start", HttpCompletionOption.ResponseHeadersRead, _ending.Token);

        await foreach (var happened in Parse(response))
        {
            Assert.Equal("https://shop.example", happened.Data.GetProperty("source").GetString());
            break;
        }
    }

    [Fact]
    public async Task The_head_of_a_stream_ends_at_once()
    {
        var reply = await _shop.Send(HttpMethod.Head, "/v1/events", null);

        Assert.Equal("text/event-stream", reply.MustBe(200).MediaType);
    }

    private static string Describe(JsonElement change) =>
        $"{change.GetProperty("kind")} {change.GetProperty("quantity")} {(change.TryGetProperty("orderId", out var id) ? id : "")}".TrimEnd();

    private static string TypeOf((string Id, JsonElement Data) happened) =>
        happened.Data.GetProperty("type").GetString()!["com.orleansmicro.".Length..^".v1".Length];

    private async Task<(string Order, (string Seller, string Product) Product)> Buy()
    {
        var (customer, product) = (ShopClient.NewId("c"), await _shop.NewProduct(stock: 10));
        (await _shop.PutLine(customer, product, 2)).MustBe(200);
        return ((await _shop.Checkout(customer, "k")).MustBe(201).Text("orderId")!, product);
    }

    private async Task<List<(string Id, JsonElement Data)>> Read(string path, int count, string? lastEventId = null)
    {
        using var response = await Open(path, lastEventId);
        var events = new List<(string, JsonElement)>();
        await foreach (var happened in Parse(response))
        {
            events.Add(happened);
            if (events.Count == count)
                return events;
        }

        throw new InvalidOperationException($"The stream ended after {events.Count} events.");
    }

    private async Task<HttpResponseMessage> Open(string path, string? lastEventId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _ending.Token);
        response.EnsureSuccessStatusCode();
        return response;
    }

    private async IAsyncEnumerable<(string Id, JsonElement Data)> Parse(HttpResponseMessage response)
    {
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(_ending.Token));
        await foreach (var item in parser.EnumerateAsync(_ending.Token))
            yield return (parser.LastEventId, JsonDocument.Parse(item.Data).RootElement);
    }
}
