using System.Net.Http.Headers;
using System.Text;

namespace OrleansMicro.Tests.Api.BadInput;

[Collection(ShopTests.Name)]
public sealed class BodyTests(ShopHost host)
{
    private const int MegaByte = 1024 * 1024;
    private readonly ShopClient _shop = host.Client;

    [Theory]
    [InlineData("", "missing", "$")]
    [InlineData("{", "malformed-json", "$")]
    [InlineData("{\"name\":}", "malformed-json", "$")]
    [InlineData("{\"name\":\"a\",}", "malformed-json", "$")]
    [InlineData("/**/{\"name\":\"a\"}", "malformed-json", "$")]
    [InlineData("{'name':'a'}", "malformed-json", "$")]
    [InlineData("{\"name\":\"a\"} x", "malformed-json", "$")]
    [InlineData("{\"name\":\"a\"}{}", "malformed-json", "$")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[", "malformed-json", "$")]
    [InlineData("{\"name\":\"\\ud800\"}", "malformed-json", "name")]
    [InlineData("[]", "wrong-type", "$")]
    [InlineData("null", "wrong-type", "$")]
    [InlineData("\"text\"", "wrong-type", "$")]
    [InlineData("{}", "missing", "name")]
    [InlineData("{\"name\":\"a\",\"colour\":1}", "unknown-field", "colour")]
    [InlineData("{\"Name\":\"a\"}", "unknown-field", "Name")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", "duplicate-field", "name")]
    [InlineData("{\"name\":7}", "wrong-type", "name")]
    [InlineData("{\"name\":null}", "wrong-type", "name")]
    [InlineData("{\"name\":{}}", "wrong-type", "name")]
    [InlineData("{\"name\":\"  \"}", "invalid", "name")]
    [InlineData("{\"name\":\"a\\u0000b\"}", "invalid", "name")]
    [InlineData("{\"name\":\"a\\nb\"}", "invalid", "name")]
    [InlineData("{\"name\":\"a\\tb\"}", "invalid", "name")]
    [InlineData("{\"name\":\"a\\u2028b\"}", "invalid", "name")]
    [InlineData("{\"name\":\"\\u200B\\uFEFF\"}", "invalid", "name")]
    [InlineData("{\"name\":\"a\",\"email\":\"nobody\"}", "invalid", "email")]
    [InlineData("{\"name\":\"a\",\"email\":\"a@b@c\"}", "invalid", "email")]
    [InlineData("{\"name\":\"a\",\"email\":5}", "wrong-type", "email")]
    public async Task Names_what_is_wrong_with_a_body_and_changes_nothing(string body, string code, string field)
    {
        var path = "/v1/sellers/" + ShopClient.NewId("s");

        (await _shop.Put(path, body)).MustBeProblem(400, code, field);

        (await _shop.Get(path)).MustBeProblem(404, "not-found", "sellerId");
    }

    [Theory]
    [InlineData("""{"name":"a","addresses":{}}""", "wrong-type", "addresses")]
    [InlineData("""{"name":"a","addresses":[null]}""", "wrong-type", "addresses[0]")]
    [InlineData("""{"name":"a","addresses":[{"name":"a","line1":"b","city":"c"}]}""", "missing", "addresses[0].country")]
    [InlineData("""{"name":"a","addresses":[{"name":"a","line1":"b","city":"c","country":"GB"},{"name":"a","line1":"","city":"c","country":"GB"}]}""",
        "invalid", "addresses[1].line1")]
    [InlineData("""{"name":"a","addresses":[{"name":"a","line1":"b","city":"c","country":"Narnia"}]}""", "invalid", "addresses[0].country")]
    [InlineData(
        """{"name":"a","addresses":[{"name":"a","line1":"b","city":"c","country":"GB","planet":"e"}]}""", "unknown-field", "addresses[0].planet")]
    public async Task Names_a_field_deep_inside_a_body(string body, string code, string field)
    {
        var path = "/v1/customers/" + ShopClient.NewId("c");

        (await _shop.Put(path, body)).MustBeProblem(400, code, field);

        (await _shop.Get(path)).MustBeProblem(404, "not-found", "customerId");
    }

    [Fact]
    public async Task Refuses_a_long_text_and_a_long_list()
    {
        var path = "/v1/customers/" + ShopClient.NewId("c");
        var addresses = string.Join(',', Enumerable.Repeat(ShopClient.ShipTo, Limits.MaxAddresses + 1));

        (await _shop.Put(path, $$"""{"name":"{{new string('x', Limits.MaxNameLength + 1)}}"}""")).MustBeProblem(400, "invalid", "name");
        (await _shop.Put(path, $$"""{"name":"a","addresses":[{{addresses}}]}""")).MustBeProblem(400, "invalid", "addresses");
        (await _shop.Put(path, $$"""{"name":"{{new string('x', Limits.MaxNameLength)}}"}""")).MustBe(201);
    }

    [Fact]
    public async Task Refuses_text_that_is_not_utf8()
    {
        using var body = new ByteArrayContent([.. "{\"name\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        (await _shop.Send(HttpMethod.Put, "/v1/sellers/" + ShopClient.NewId("s"), body)).MustBeProblem(400, "malformed-json", "name");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refuses_a_body_of_more_than_a_megabyte_also_in_chunks(bool chunked)
    {
        var path = "/v1/sellers/" + ShopClient.NewId("s");
        using var large = Content($$"""{"name":"{{new string('x', MegaByte)}}"}""", chunked);
        using var fits = Content($$"""{"name":"{{new string('x', MegaByte - 100)}}"}""", chunked);

        (await _shop.Send(HttpMethod.Put, path, large)).MustBeProblem(413, "body-too-large", "$");
        (await _shop.Send(HttpMethod.Put, path, fits)).MustBeProblem(400, "invalid", "name");
        (await _shop.Get(path)).MustBe(404);
    }

    [Theory]
    [InlineData("text/plain", null, "Content-Type")]
    [InlineData("application/xml", null, "Content-Type")]
    [InlineData("application/jsonx", null, "Content-Type")]
    [InlineData("application/json; charset=latin1", null, "Content-Type")]
    [InlineData(null, null, "Content-Type")]
    [InlineData("application/json", "gzip", "Content-Encoding")]
    public async Task Refuses_a_body_that_is_not_plain_json(string? type, string? encoding, string field)
    {
        var path = "/v1/sellers/" + ShopClient.NewId("s");
        using var body = new ByteArrayContent("""{"name":"a"}"""u8.ToArray());
        body.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
            body.Headers.ContentEncoding.Add(encoding);

        (await _shop.Send(HttpMethod.Put, path, body)).MustBeProblem(415, "unsupported-media-type", field);

        (await _shop.Get(path)).MustBe(404);
    }

    [Fact]
    public async Task Takes_json_with_a_named_charset_and_letters_of_any_language()
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"name":"Żółta \"Sowa\" 🦉"}"""));
        body.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=UTF-8");

        Assert.Equal("Żółta \"Sowa\" 🦉", (await _shop.Send(HttpMethod.Put, "/v1/sellers/" + ShopClient.NewId("s"), body)).MustBe(201).Text("name"));
    }

    private static HttpContent Content(string body, bool chunked)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        HttpContent content = chunked ? new ChunkedContent(bytes) : new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private sealed class ChunkedContent(byte[] body) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            foreach (var part in body.Chunk(64 * 1024))
                await stream.WriteAsync(part);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
