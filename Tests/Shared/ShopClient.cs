using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OrleansMicro.Tests.Shared;

/// <summary>Sends requests as a stranger would: raw paths, raw bodies.</summary>
public sealed class ShopClient(Uri address) : IDisposable
{
    public const string ShipTo = """{"name":"Ann","line1":"1 High Street","city":"Leeds","country":"GB"}""";
    private static int _ids;
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>An id that no other test has.</summary>
    public static string NewId(string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}-{Environment.ProcessId:x}-{Interlocked.Increment(ref _ids)}");

    public Task<Reply> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public Task<Reply> Put(string path, string body, params (string Name, string Value)[] headers) => Send(HttpMethod.Put, path, Json(body), headers);

    public Task<Reply> Post(string path, string body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, Json(body), headers);

    public Task<Reply> Delete(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Delete, path, null, headers);

    public async Task<Reply> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(_http.BaseAddress!, path)) { Content = content };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), name);

        using var response = await _http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        var headersOfContent = response.Content.Headers;
        return new(response.StatusCode, headersOfContent.ContentType?.MediaType, response.Headers, Encoding.UTF8.GetString(body))
        {
            ContentHeaders = headersOfContent,
        };
    }

    /// <summary>A seller with one product for sale.</summary>
    public async Task<(string Seller, string Product)> NewProduct(int stock, long price = 1000, long freight = 0, string? seller = null)
    {
        if (seller is null)
        {
            seller = NewId("s");
            (await Put($"/v1/sellers/{seller}", """{"name":"Blue Owl"}""")).MustBe(201);
        }

        var product = NewId("p");
        var path = $"/v1/sellers/{seller}/products/{product}";
        (await Put(path, string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"name":"Mug","price":{"minor":{{price}},"currency":"GBP"},"freight":{"minor":{{freight}},"currency":"GBP"} }"""))).MustBe(201);
        if (stock > 0)
            (await Put(path + "/stock", string.Create(CultureInfo.InvariantCulture, $$"""{"onHand":{{stock}}}"""))).MustBe(201);

        return (seller, product);
    }

    /// <summary>Puts units of a product into a cart.</summary>
    public Task<Reply> PutLine(
        string customer, (string Seller, string Product) product, int quantity, params (string Name, string Value)[] headers) => Put(
        $"/v1/carts/{customer}/lines/{product.Seller}/{product.Product}",
        string.Create(CultureInfo.InvariantCulture, $$"""{"quantity":{{quantity}}}"""),
        headers);

    /// <summary>Checks a cart out.</summary>
    /// <param name="customer">Whose cart.</param>
    /// <param name="key">The idempotency key.</param>
    /// <param name="more">More fields of the body, each with a comma before it.</param>
    /// <param name="method">How to pay.</param>
    public Task<Reply> Checkout(string customer, string key, string more = "", string method = "tok_ok") => Post(
        $"/v1/carts/{customer}/checkout", $$"""{"paymentMethod":"{{method}}","shipTo":{{ShipTo}}{{more}}}""", ("Idempotency-Key", key));

    public void Dispose() => _http.Dispose();

    private static ByteArrayContent Json(string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}

/// <summary>An answer.</summary>
public sealed record Reply(HttpStatusCode Status, string? MediaType, HttpResponseHeaders Headers, string Body)
{
    /// <summary>The headers about the body.</summary>
    public HttpContentHeaders ContentHeaders { get; init; } = new ByteArrayContent([]).Headers;

    /// <summary>The body as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string? ETag => Headers.TryGetValues("ETag", out var values) ? values.Single() : null;

    /// <summary>A value in the body: names and indexes with dots between.</summary>
    public JsonElement At(string path)
    {
        var value = Json;
        foreach (var step in path.Split('.'))
            value = int.TryParse(step, CultureInfo.InvariantCulture, out var index) ? value[index] : value.GetProperty(step);

        return value;
    }

    public string? Text(string path) => At(path).GetString();

    public long Number(string path) => At(path).GetInt64();

    public Reply MustBe(int status)
    {
        Assert.True((int)Status == status, $"Expected {status}, got {(int)Status}: {Body}");
        return this;
    }

    /// <summary>Asserts that this is a problem, complete, with this status, code and field.</summary>
    public Reply MustBeProblem(int status, string code, string? field)
    {
        MustBe(status);
        Assert.Equal("application/problem+json", MediaType);
        Assert.Equal("urn:orleansmicro:problem:" + code, Text("type"));
        Assert.Equal(code, Text("code"));
        Assert.Equal(status, Number("status"));
        Assert.NotEmpty(Text("title")!);
        Assert.NotEmpty(Text("detail")!);
        Assert.NotEmpty(Text("instance")!);
        Assert.Equal(field, Json.TryGetProperty("field", out var named) ? named.GetString() : null);
        return this;
    }
}
