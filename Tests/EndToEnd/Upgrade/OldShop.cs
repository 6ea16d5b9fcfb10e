using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.Upgrade;

/// <summary>This version on the data of an old one. Before any test changes anything it has answered all that the old version was asked.</summary>
public abstract class OldShop : IAsyncLifetime, IAsyncDisposable
{
    private const int OrdersInFlight = 4;
    private static readonly TimeSpan RecoversWithin = TimeSpan.FromMinutes(2);
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly string _name;

    private protected OldShop(string name)
    {
        _name = name;
        Old = OldData.Read(name);
    }

    /// <summary>What the old version was told and answered.</summary>
    internal OldData Old { get; }

    /// <summary>The answers of this version, by path.</summary>
    internal Dictionary<string, JsonElement> Answers { get; } = [];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _http.BaseAddress = await Start();
        foreach (var answer in Old.Answers)
            Answers[answer.Path] = await Get(answer.Path);
        await OrdersInFlightEnd();
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        _http.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    internal async Task<JsonElement> Get(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return await Read(answer, HttpStatusCode.OK);
    }

    internal Task<JsonElement> Put(string path, object body) => Send(HttpMethod.Put, path, body, null, HttpStatusCode.OK);

    internal Task<JsonElement> Post(string path, object body, string? key = null, HttpStatusCode expected = HttpStatusCode.OK) =>
        Send(HttpMethod.Post, path, body, key, expected);

    internal Task<JsonElement> Repeat(OldCheckout checkout) =>
        Post($"/v1/carts/{checkout.Customer}/checkout", checkout.Body, checkout.Key, HttpStatusCode.Created);

    /// <summary>Starts this version on a copy of the old data and gives the address of its API.</summary>
    private protected abstract Task<Uri> Start();

    /// <summary>What the processes wrote, for a failing test's message.</summary>
    private protected abstract string Output { get; }

    /// <summary>
    /// Waits until recovery has brought the orders in flight to the seller's ledger, and then for their ends. Looking at an order drives it, which would prove nothing.
    /// </summary>
    private async Task OrdersInFlightEnd()
    {
        await Wait(static dashboard => dashboard.GetProperty("totals").EnumerateArray().Sum(static total => total.GetProperty("orders").GetInt64()) == OrdersInFlight
            && dashboard.GetProperty("totals").EnumerateArray().Any(static total => total.GetProperty("status").GetString() == "cancelled"), "/v1/sellers/late/dashboard");
        foreach (var checkout in Old.Checkouts.Where(static checkout => checkout.Customer.StartsWith("late-", StringComparison.Ordinal)))
            await Wait(static order => !order.GetProperty("inFlight").GetBoolean(), $"/v1/orders/{checkout.OrderId}");
    }

    private async Task Wait(Func<JsonElement, bool> reached, string path)
    {
        var watch = Stopwatch.StartNew();
        for (var answer = await Get(path); !reached(answer); answer = await Get(path))
        {
            Assert.True(watch.Elapsed < RecoversWithin, $"{_name}: not all orders in flight ended: {answer}\n{Output}");
            await Task.Delay(100);
        }
    }

    private async Task<JsonElement> Send(HttpMethod method, string path, object body, string? key, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await _http.SendAsync(request);
        return await Read(answer, expected);
    }

    private async Task<JsonElement> Read(HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.RequestMessage!.RequestUri}: {(int)answer.StatusCode} {text}\n{Output}");
        return text.Length == 0 ? default : JsonElement.Parse(text);
    }
}
