using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using OrleansMicro.Http;

namespace OrleansMicro.Tests.Api.Reference;

/// <summary>What holds for every route.</summary>
[Collection(ShopTests.Name)]
public sealed class ConventionTests(ShopHost host)
{
    private static readonly string[] Methods = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH", "TRACE"];

    // The dashboard shows the states of grains, which have names and addresses.
    private static readonly string[] OperatorPages =
        ["/silos", "/dashboard/", "/dashboard/index.css", "/dashboard/index.min.js", "/dashboard/version", "/dashboard/GrainTypes"];

    private readonly ShopClient _shop = host.Client;

    private static IEnumerable<string> Paths =>
        OpenApiFile.Operations.Select(operation => OpenApiFile.Fill(operation.Path, "x"))
            .Concat(["/", "/docs/", "/docs/scalar.js", "/openapi/v1.json"]).Concat(OperatorPages).Distinct();

    // A stream of events does not end.
    private static IEnumerable<string> Reads =>
        OpenApiFile.Operations.Where(operation => operation.Method == "get" && operation.Path != "/v1/events")
            .Select(operation => OpenApiFile.Fill(operation.Path, "x"));

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Changes =>
        OpenApiFile.Operations.Where(operation => operation.Method != "get");

    [Fact]
    public void No_route_takes_get_without_head() => Assert.Empty(
        from route in host.Routes
        let methods = MethodsOf(route)
        where methods.Contains("GET") && !methods.Contains("HEAD")
        select route.RoutePattern.RawText);

    [Fact]
    public void No_route_takes_a_change_without_the_rules_of_the_api() => Assert.Empty(
        from route in host.Routes
        where !MethodsOf(route).All(method => method is "GET" or "HEAD") && route.Metadata.GetMetadata<EndpointRules>() is not { ChangesState: true }
        select route.RoutePattern.RawText);

    [Fact]
    public async Task Every_get_route_answers_head_with_the_same_headers()
    {
        foreach (var path in Reads.Concat(OperatorPages).Concat(["/docs/", "/openapi/v1.json"]))
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
                using var content = HasBody(operation) ? new StringContent("{}", null, "application/json") : null;
                var reply = await _shop.Send(new HttpMethod(method.ToUpperInvariant()), OpenApiFile.Fill(path, "x") + query, content);
                reply.MustBe(400);
                Assert.Equal(("unknown-parameter", "application/problem+json"), (reply.Text("code"), reply.MediaType));
            }
        }

        var filtered = await _shop.Get("/v1/customers/x/orders?status=cancelled");
        filtered.MustBeProblem(400, "unknown-parameter", "status");
    }

    [Fact]
    public async Task Every_change_from_another_site_is_403()
    {
        foreach (var (path, method, operation) in Changes)
        {
            foreach (var header in new[] { ("Origin", "https://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site") })
            {
                using var content = HasBody(operation) ? new StringContent("{}", null, "application/json") : null;
                var reply = await _shop.Send(new HttpMethod(method.ToUpperInvariant()), OpenApiFile.Fill(path, "x"), content, header);
                reply.MustBeProblem(403, "cross-site-request", header.Item1);
            }
        }
    }

    [Fact]
    public async Task Every_change_refuses_the_body_of_a_form()
    {
        foreach (var (path, method, _) in Changes)
        {
            foreach (var type in new[] { "application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x" })
            {
                using var content = new ByteArrayContent([]);
                content.Headers.TryAddWithoutValidation("Content-Type", type);
                var key = ("Idempotency-Key", ShopClient.NewId("k"));
                var reply = await _shop.Send(new HttpMethod(method.ToUpperInvariant()), OpenApiFile.Fill(path, "x"), content, key);
                reply.MustBeProblem(415, "unsupported-media-type", "Content-Type");
            }
        }
    }

    [Fact]
    public async Task Every_json_response_has_no_store_and_nosniff()
    {
        var customer = "/v1/customers/" + ShopClient.NewId("c");
        await _shop.Put(customer, """{"name":"a"}""");
        foreach (var path in Reads.Concat(OperatorPages).Concat([customer, "/nowhere"]))
        {
            var reply = await _shop.Get(path);
            Assert.True(reply.Headers.CacheControl?.NoStore, path);
            Assert.Equal("nosniff", reply.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    private static bool HasBody(JsonElement operation) => operation.TryGetProperty("requestBody", out _);

    private static IReadOnlyList<string> MethodsOf(RouteEndpoint route) => route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["any"];
}
