namespace OrleansMicro.Tests.Api.Reference;

/// <summary>What holds for every route.</summary>
[Collection(ShopTests.Name)]
public sealed class ConventionTests(ShopHost host)
{
    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "TRACE"];
    private readonly ShopClient _shop = host.Client;

    private static IEnumerable<string> Paths =>
        OpenApiFile.Operations.Select(operation => OpenApiFile.Fill(operation.Path, "x"))
            .Concat(["/", "/docs/", "/docs/scalar.js", "/openapi/v1.json"]).Distinct();

    private static IEnumerable<string> Reads =>
        OpenApiFile.Operations.Where(operation => operation.Method == "get").Select(operation => OpenApiFile.Fill(operation.Path, "x"));

    [Fact]
    public async Task Every_get_route_answers_head_with_the_same_headers()
    {
        foreach (var path in Reads.Concat(["/docs/", "/openapi/v1.json"]))
        {
            var get = await _shop.Get(path);
            var head = await _shop.Send(HttpMethod.Head, path, null);

            Assert.Equal((path, get.Status, get.MediaType, get.ETag, ""), (path, head.Status, head.MediaType, head.ETag, head.Body));
            if (!path.StartsWith("/docs", StringComparison.Ordinal))
                Assert.Equal(LengthOf(get), LengthOf(head));
        }
    }

    // Without a header the length is computed, which needs the body.
    private static string? LengthOf(Reply reply) =>
        reply.ContentHeaders.NonValidated.TryGetValues("Content-Length", out var values) ? values.ToString() : null;

    [Fact]
    public async Task Every_route_answers_options_and_other_methods_with_Allow()
    {
        foreach (var path in Paths)
        {
            var options = (await _shop.Send(HttpMethod.Options, path, null)).MustBe(204);
            var allowed = options.ContentHeaders.Allow.ToHashSet();
            Assert.Contains("OPTIONS", allowed);
            Assert.Equal(allowed.Contains("GET"), allowed.Contains("HEAD"));
            Assert.Empty(options.Body);
            foreach (var method in Methods.Where(method => !allowed.Contains(method)))
            {
                var reply = (await _shop.Send(new HttpMethod(method), path, null)).MustBe(405);
                Assert.Equal(allowed, reply.ContentHeaders.Allow.ToHashSet());
            }
        }
    }

    [Fact]
    public async Task Every_operation_refuses_an_unknown_query_parameter()
    {
        foreach (var (path, method, operation) in OpenApiFile.Operations)
        {
            foreach (var query in new[] { "?colour=red", "?limit=1&colour=red", "?%00=1", "?Limit=5" })
            {
                using var content = operation.TryGetProperty("requestBody", out _) ? new StringContent("{}", null, "application/json") : null;
                var reply = await _shop.Send(new HttpMethod(method.ToUpperInvariant()), OpenApiFile.Fill(path, "x") + query, content);
                reply.MustBe(400);
                Assert.Equal(("unknown-parameter", "application/problem+json"), (reply.Text("code"), reply.MediaType));
            }
        }

        var filtered = await _shop.Get("/v1/customers/x/orders?status=cancelled");
        filtered.MustBeProblem(400, "unknown-parameter", "status");
    }

    [Fact]
    public async Task Every_json_response_has_no_store_and_nosniff()
    {
        var customer = "/v1/customers/" + ShopClient.NewId("c");
        await _shop.Put(customer, """{"name":"a"}""");
        foreach (var path in Reads.Concat([customer, "/nowhere"]))
        {
            var reply = await _shop.Get(path);
            Assert.True(reply.Headers.CacheControl?.NoStore, path);
            Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }
}
