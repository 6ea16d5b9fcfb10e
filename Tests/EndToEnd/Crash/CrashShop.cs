using System.Globalization;
using System.Net;
using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.Crash;

/// <summary>A shop of a few products over HTTP, and the answers that buyers got.</summary>
internal sealed class CrashShop : IDisposable
{
    public const int Products = 5;
    public const int Stock = 100_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _answered = [];
    private readonly HashSet<string> _unanswered = [];
    private readonly List<(int Orders, TaskCompletionSource Reached)> _marks = [];
    private ShopClient? _client;
    private ServerProcess? _server;

    /// <summary>Orders that were answered with 2xx, with their status.</summary>
    public IReadOnlyDictionary<string, string> Answered => _answered;

    /// <summary>Carts whose checkout got no answer.</summary>
    public int Unanswered => _unanswered.Count;

    private ShopClient Client => _client!;

    /// <summary>Goes to another server from now on.</summary>
    public void Use(ServerProcess server)
    {
        _client?.Dispose();
        (_server, _client) = (server, new ShopClient(server.Url));
    }

    /// <summary>Makes sellers, products and stock.</summary>
    public async Task Open()
    {
        Check(await Client.Put("/v1/sellers/shop", """{"name":"Shop"}"""));
        for (var i = 0; i < Products; i++)
        {
            var price = string.Create(CultureInfo.InvariantCulture, $$$"""{"minor":{{{100 + i}}},"currency":"EUR"}""");
            Check(await Client.Put($"/v1/sellers/shop/products/p{i}", $$"""{"name":"Product {{i}}","price":{{price}}}"""));
            Check(await Client.Put($"/v1/sellers/shop/products/p{i}/stock", $$"""{"onHand":{{Stock}}}"""));
        }
    }

    /// <summary>Ends when so many orders are answered.</summary>
    public Task WhenAnswered(int orders)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
            _marks.Add((orders, reached));
        return reached.Task;
    }

    /// <summary>
    /// Buys one thing after the other until it is cancelled. Whatever fails is left as it is: nobody retries after a crash in these tests.
    /// Gives the statuses that were neither success nor a refusal.
    /// </summary>
    public async Task<List<HttpStatusCode>> Buy(int buyer, CancellationToken stop)
    {
        var odd = new List<HttpStatusCode>();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var customer = $"c{buyer}-{i}";
            try
            {
                Check(await Client.PutLine(customer, ("shop", $"p{(buyer + i) % Products}"), 1));
                lock (_gate)
                    _unanswered.Add(customer);
                var reply = await Client.Checkout(customer, "only");
                if (reply.Status == HttpStatusCode.Created)
                    Note(customer, reply);
                else
                    odd.Add(reply.Status);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                // The server is gone, which is what these tests are about.
                await Task.Yield();
                if (stop.IsCancellationRequested || await IsGone())
                    break;
            }
        }

        return odd;
    }

    /// <summary>Sends the checkout of a customer again under its key and gives its order. The answer of a first one lost its way.</summary>
    public async Task RepeatUnanswered()
    {
        foreach (var customer in _unanswered.ToArray())
            Note(customer, Check(await Client.Checkout(customer, "only")));
    }

    /// <summary>The orders that the server has of customers who got no answer to their checkout.</summary>
    public async Task<int> CountUnansweredOrders()
    {
        var orders = 0;
        foreach (var customer in _unanswered)
        {
            var reply = await Client.Get($"/v1/customers/{customer}/orders");
            if (reply.Status != HttpStatusCode.NotFound)
                orders += Check(reply).At("items").GetArrayLength();
        }

        return orders;
    }

    /// <summary>The status of an order as the server has it.</summary>
    public async Task<string?> StatusOf(string orderId) => Check(await Client.Get($"/v1/orders/{orderId}")).Text("status");

    /// <summary>How often the payment provider has captured an order, by its books.</summary>
    public async Task<int> CapturesOf(string orderId) => (int)Check(await Client.Get($"/v1/orders/{orderId}/payment")).Number("acquirer.captures");

    /// <summary>A product's stock.</summary>
    public async Task<JsonElement> StockOf(int product) => Check(await Client.Get($"/v1/sellers/shop/products/p{product}/stock")).Json;

    public void Dispose() => _client?.Dispose();

    // A fault on the server's side is explained in its output and nowhere else.
    private Reply Check(Reply reply) => (int)reply.Status is >= 200 and < 300
        ? reply
        : throw new InvalidOperationException($"{reply.Status}: {reply.Body}\n{_server?.Output}");

    private void Note(string customer, Reply order)
    {
        lock (_gate)
        {
            _unanswered.Remove(customer);
            _answered[order.Text("orderId")!] = order.Text("status")!;
            foreach (var (orders, reached) in _marks)
            {
                if (_answered.Count >= orders)
                    reached.TrySetResult();
            }
        }
    }

    private async Task<bool> IsGone()
    {
        try
        {
            await Client.Get("/health/live");
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
