using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.Upgrade;

/// <summary>This version on the data of an old one. Before any test changes anything it has answered all that the old version was asked.</summary>
public abstract class OldShop : IAsyncLifetime, IAsyncDisposable
{
    private const int OrdersInFlight = 4;
    private readonly Stack<object> _owned = new();
    private ShopClient _client = null!;

    private protected OldShop(string name) => Old = OldData.Read(name);

    /// <summary>Requests to the old version, and its answers.</summary>
    internal OldData Old { get; }

    /// <summary>The answers of this version, by path.</summary>
    internal Dictionary<string, JsonElement> Answers { get; } = [];

    /// <summary>What the processes wrote, for a failing test's message.</summary>
    private protected Func<string> Output { get; set; } = static () => "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        if (!CanStart)
            return;
        _client = Own(new ShopClient(await Start()));
        foreach (var answer in Old.Answers)
            Answers[answer.Path] = await Get(answer.Path);
        await OrdersInFlightEnd();
    }

    /// <summary>Skips the running test where this shop needs a program that is not installed.</summary>
    internal virtual void SkipIfMissing()
    {
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_owned.TryPop(out var owned))
        {
            if (owned is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
            else
                ((IDisposable)owned).Dispose();
        }

        GC.SuppressFinalize(this);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    internal async Task<JsonElement> Get(string path) => Read(await _client.Get(path), 200);

    internal async Task<JsonElement> Put(string path, object body) => Read(await _client.Put(path, JsonSerializer.Serialize(body)), 200);

    internal async Task<JsonElement> Post(string path, object? body, string? key = null, int expected = 200)
    {
        if (body is null)
            return Read(await _client.Send(HttpMethod.Post, path, null), expected);
        (string, string)[] headers = key is null ? [] : [("Idempotency-Key", key)];
        return Read(await _client.Post(path, JsonSerializer.Serialize(body), headers), expected);
    }

    internal Task<JsonElement> Repeat(OldCheckout checkout) =>
        Post($"/v1/carts/{checkout.Customer}/checkout", checkout.Body, checkout.Key, expected: 201);

    /// <summary>Starts this version on a copy of the old data and gives the address of its API.</summary>
    private protected abstract Task<Uri> Start();

    /// <summary>Whether what <see cref="Start"/> needs is installed.</summary>
    private protected virtual bool CanStart => true;

    /// <summary>Ends with this shop, in the reverse order.</summary>
    private protected T Own<T>(T owned)
        where T : notnull
    {
        _owned.Push(owned);
        return owned;
    }

    /// <summary>
    /// Waits until recovery has brought the orders in flight to the seller's ledger, and then for their ends. Reading an order drives it,
    /// which would prove nothing.
    /// </summary>
    private async Task OrdersInFlightEnd()
    {
        await Wait("the orders in flight are in the ledger", "/v1/sellers/late/dashboard", static dashboard =>
            dashboard.GetProperty("totals").EnumerateArray().Sum(static total => total.GetProperty("orders").GetInt64()) == OrdersInFlight
            && dashboard.GetProperty("totals").EnumerateArray().Any(static total => total.GetProperty("status").GetString() == "cancelled"));
        foreach (var checkout in Old.Checkouts.Where(static checkout => checkout.Customer.StartsWith("late-", StringComparison.Ordinal)))
            await Wait("an order in flight ends", $"/v1/orders/{checkout.OrderId}", static order => !order.GetProperty("inFlight").GetBoolean());
    }

    private Task Wait(string what, string path, Func<JsonElement, bool> reached)
    {
        JsonElement answer = default;
        return Eventually.Holds(async () => reached(answer = await Get(path)), what, () => $"{answer}\n{Output()}");
    }

    private JsonElement Read(Reply reply, int expected)
    {
        Assert.True((int)reply.Status == expected, $"Expected {expected}, got {(int)reply.Status}: {reply.Body}\n{Output()}");
        return reply.Body.Length == 0 ? default : reply.Json;
    }
}
