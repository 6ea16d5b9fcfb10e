using System.Net.Http.Json;
using System.Text.Json;
using Xunit.Abstractions;

namespace OrleansMicro.Tests.EndToEnd.Footprint;

/// <summary>How much code one has to read to follow a checkout.</summary>
[Collection(ProcessTests.Name)]
public sealed class CheckoutFootprintTests(ITestOutputHelper output)
{
    // Up to 112 today. Timers that are due meanwhile add up to three. It was 74 before state rows, measured storage, local reads, parts of orders
    // and sums of pages were added for speed, and 83 before batches between silos, whose gain is not shown yet (decision 0032). Events added 20.
    private const int MaxFiles = 112;

    private static readonly object Purchase = new
    {
        paymentMethod = "tok_ok",
        shipTo = new { name = "Ada", line1 = "1 Main St", city = "London", country = "GB" },
    };

    [Fact]
    public async Task One_checkout_runs_code_of_few_files()
    {
        await using var server = await MeasuredServer.Start();
        using var http = new HttpClient { BaseAddress = server.Url };
        await Put(http, "/v1/sellers/shop", new { name = "Shop" });
        await Put(http, "/v1/sellers/shop/products/mug", new { name = "Mug", price = new { minor = 100, currency = "GBP" } });
        await Put(http, "/v1/sellers/shop/products/mug/stock", new { onHand = 10 });
        await FillCart(http, "warm-up");
        await Checkout(http, "warm-up");
        await FillCart(http, "measured");

        var files = await server.FilesOf(() => Checkout(http, "measured"));

        output.WriteLine($"{files.Length} files:\n{string.Join('\n', files)}");
        Assert.Contains("Grains/Orders/OrderGrain.cs", files);
        Assert.True(files.Length <= MaxFiles, $"{files.Length} files, at most {MaxFiles}:\n{string.Join('\n', files)}");
    }

    private static Task FillCart(HttpClient http, string customer) => Put(http, $"/v1/carts/{customer}/lines/shop/mug", new { quantity = 1 });

    private static async Task Put(HttpClient http, string path, object body)
    {
        using var response = await http.PutAsJsonAsync(path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static async Task Checkout(HttpClient http, string customer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/carts/{customer}/checkout") { Content = JsonContent.Create(Purchase) };
        request.Headers.Add("Idempotency-Key", "key");
        using var response = await http.SendAsync(request);
        var order = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("paid", order.GetProperty("status").GetString());
    }
}
