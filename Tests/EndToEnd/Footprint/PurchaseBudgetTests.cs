using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit.Abstractions;

namespace OrleansMicro.Tests.EndToEnd.Footprint;

/// <summary>What a purchase of three lines costs a server: no change adds a call, an activation, a row or a tenth of its memory unseen.</summary>
[Collection(ProcessTests.Name)]
public sealed class PurchaseBudgetTests(ITestOutputHelper output)
{
    private const int WarmUp = 200;
    private const int Purchases = 100;
    private const string Regenerate = "UPDATE_BUDGET=1 dotnet test Tests/EndToEnd -c Release --filter FullyQualifiedName~PurchaseBudget";

    private static readonly string[] Shops = ["one", "two", "three"];

    private static readonly object Purchase = new
    {
        paymentMethod = "tok_ok",
        shipTo = new { name = "A. Smith", line1 = "1 High Street", city = "London", country = "GB" },
    };

    [Fact]
    public async Task A_purchase_costs_what_its_budget_says()
    {
        var measured = PurchaseBudget.From([.. await Measure(nameof(ServerCounts)), .. await Measure(nameof(ServerBytes))], Purchases);
        output.WriteLine(measured.ToString());
        var path = Path.Combine(Root(), PurchaseBudget.File);
        if (Environment.GetEnvironmentVariable("UPDATE_BUDGET") == "1")
            await File.WriteAllTextAsync(path, measured.ToString());

        var differences = PurchaseBudget.Parse(await File.ReadAllTextAsync(path)).Compare(measured);

        Assert.True(differences.Count == 0,
            $"A purchase does not cost what {PurchaseBudget.File} says:\n\n{string.Join('\n', differences)}\n\nIf this is meant, run: {Regenerate}");
    }

    /// <summary>Purchases at the same time share the rows of logs and indexes.</summary>
    [Fact]
    public async Task The_events_of_a_purchase_take_two_rows_at_most()
    {
        var measured = PurchaseBudget.From(await Measure(nameof(ServerCounts), workers: 16), Purchases * 16);
        output.WriteLine(measured.ToString());

        var rows = measured.Rows["eventchunk"] + measured.Rows["eventindex"];
        Assert.True(rows <= 2, $"A purchase takes {rows} rows for its events.");
        Assert.InRange(measured.Rows.Values.Sum() - rows, 1, 17.6);
    }

    [Fact]
    public void What_was_added_is_named_with_its_amount()
    {
        var budget = PurchaseBudget.From(["calls\tICartGrain.PutLine\t300", "rows\tcart\t400", "bytes\tallocated\t20000000"], 100);
        var measured = PurchaseBudget.From(
            ["calls\tICartGrain.PutLine\t300", "calls\tICartGrain.Get\t100", "rows\tcart\t530", "bytes\tallocated\t22100000"], 100);

        var differences = budget.Compare(measured).Select(static line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

        Assert.Equal(
            ["calls ICartGrain.Get 0 -> 1 (+1)", "rows cart 4 -> 5.3 (+1.3)", "bytes allocated 200,000 -> 221,000 (+21,000)"], differences);
    }

    [Fact]
    public void What_varies_from_run_to_run_fits()
    {
        var budget = PurchaseBudget.From(["rows\tstock\t300", "bytes\tallocated\t20000000", "transactions\tstorage\t1300"], 100);
        var measured = PurchaseBudget.From(
            ["rows\tstock\t312", "rows\trecovery\t4", "bytes\tallocated\t21900000", "transactions\tstorage\t900"], 100);

        Assert.Empty(budget.Compare(measured));
        Assert.Empty(PurchaseBudget.Parse(budget.ToString()).Compare(budget));
    }

    // The recovery pulse belongs to no purchase.
    private static async Task<string[]> Measure(string probe, int workers = 1)
    {
        await using var server = await HookedServer.Start(Programs.Silo, probe, "--Server:RecoveryPulse", "01:00:00");
        using var http = new HttpClient { BaseAddress = server.Url };
        foreach (var shop in Shops)
        {
            var seller = $"/v1/sellers/{shop}";
            await Send(http, HttpMethod.Put, seller, new { name = "Shop" });
            await Send(http, HttpMethod.Put, $"{seller}/products/mug", new { name = "Mug", price = new { minor = 1000, currency = "EUR" } });
            await Send(http, HttpMethod.Put, $"{seller}/products/mug/stock", new { onHand = 100_000 });
        }

        await Buy(http, 0, WarmUp);
        return await server.Measure(() => Task.WhenAll(
            Enumerable.Range(0, workers).Select(worker => Buy(http, WarmUp + (worker * Purchases), Purchases))));
    }

    // One after the other, each by a new customer.
    private static async Task Buy(HttpClient http, int first, int count)
    {
        for (var customer = first; customer < first + count; customer++)
        {
            var cart = string.Create(CultureInfo.InvariantCulture, $"/v1/carts/customer-{customer}");
            foreach (var shop in Shops)
                await Send(http, HttpMethod.Put, $"{cart}/lines/{shop}/mug", new { quantity = 1 });
            var order = await Send(http, HttpMethod.Post, $"{cart}/checkout", Purchase);
            Assert.Equal("paid", order.GetProperty("status").GetString());
        }
    }

    private static async Task<JsonElement> Send(HttpClient http, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = JsonContent.Create(body) };
        if (method == HttpMethod.Post)
            request.Headers.Add("Idempotency-Key", "key");
        using var response = await http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansMicro.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("No OrleansMicro.sln above the test assembly.");
    }
}
