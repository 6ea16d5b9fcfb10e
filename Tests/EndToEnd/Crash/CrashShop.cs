using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.Crash;

/// <summary>A shop of a few products over HTTP, and what buyers were told.</summary>
internal sealed class CrashShop : IDisposable
{
    public const int Products = 5;
    public const int Stock = 100_000;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _answered = [];
    private readonly HashSet<string> _unanswered = [];

    /// <summary>Where the server is now.</summary>
    public Uri Server { get; set; } = new("http://127.0.0.1");

    /// <summary>What the server wrote so far: a fault on its side is explained there and nowhere else.</summary>
    public Func<string> ServerOutput { get; set; } = static () => "";

    /// <summary>Orders that a 2xx told of, with the status that it told.</summary>
    public IReadOnlyDictionary<string, string> Answered => _answered;

    /// <summary>Carts whose checkout got no answer.</summary>
    public int Unanswered => _unanswered.Count;

    /// <summary>Makes sellers, products and stock.</summary>
    public async Task Open()
    {
        await Put("/v1/sellers/shop", new { name = "Shop" });
        for (var i = 0; i < Products; i++)
        {
            await Put($"/v1/sellers/shop/products/p{i}", new { name = $"Product {i}", price = new { minor = 100 + i, currency = "EUR" } });
            await Put($"/v1/sellers/shop/products/p{i}/stock", new { onHand = Stock });
        }
    }

    /// <summary>
    /// Buys one thing after the other until told to stop. Whatever fails is left as it is: nobody retries after a crash in these tests.
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
                await Put($"/v1/carts/{customer}/lines/shop/p{(buyer + i) % Products}", new { quantity = 1 });
                lock (_gate)
                    _unanswered.Add(customer);
                using var answer = await Checkout(customer);
                if (answer.IsSuccessStatusCode)
                    Note(customer, await answer.Content.ReadFromJsonAsync<JsonElement>(CancellationToken.None));
                else
                    odd.Add(answer.StatusCode);
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
        {
            using var answer = await Checkout(customer);
            answer.EnsureSuccessStatusCode();
            Note(customer, await answer.Content.ReadFromJsonAsync<JsonElement>());
        }
    }

    /// <summary>The orders that the server has of customers who got no answer to their checkout.</summary>
    public async Task<int> CountUnansweredOrders()
    {
        var orders = 0;
        foreach (var customer in _unanswered)
        {
            using var answer = await _http.GetAsync(new Uri(Server, $"/v1/customers/{customer}/orders"));
            if (answer.StatusCode == HttpStatusCode.NotFound)
                continue;
            await Ensure(answer);
            orders += (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength();
        }

        return orders;
    }

    /// <summary>An order as the server has it.</summary>
    public Task<JsonElement> Order(string orderId) => Get($"/v1/orders/{orderId}");

    /// <summary>What the payment provider has in its books for an order.</summary>
    public async Task<JsonElement> Books(string orderId) => (await Get($"/v1/orders/{orderId}/payment")).GetProperty("acquirer");

    /// <summary>A product's stock.</summary>
    public Task<JsonElement> StockOf(int product) => Get($"/v1/sellers/shop/products/p{product}/stock");

    public void Dispose() => _http.Dispose();

    private async Task Ensure(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}\n{ServerOutput()}");
    }

    private void Note(string customer, JsonElement order)
    {
        lock (_gate)
        {
            _unanswered.Remove(customer);
            _answered[order.GetProperty("orderId").GetString()!] = order.GetProperty("status").GetString()!;
        }
    }

    private async Task<bool> IsGone()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Server, "/health/live"));
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }

    private async Task<HttpResponseMessage> Checkout(string customer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server, $"/v1/carts/{customer}/checkout"));
        request.Headers.Add("Idempotency-Key", "only");
        request.Content = JsonContent.Create(new
        {
            paymentMethod = "tok_ok",
            shipTo = new { name = "A. Smith", line1 = "1 High Street", city = "London", country = "GB" },
        });
        return await _http.SendAsync(request);
    }

    private async Task Put(string path, object body)
    {
        using var answer = await _http.PutAsJsonAsync(new Uri(Server, path), body);
        await Ensure(answer);
    }

    private async Task<JsonElement> Get(string path)
    {
        using var answer = await _http.GetAsync(new Uri(Server, path));
        await Ensure(answer);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
