namespace OrleansMicro.Tests.Api.Reference;

[Collection(ShopTests.Name)]
public sealed class OpenApiTests(ShopHost host)
{
    private const string Regenerate = "UPDATE_OPENAPI=1 dotnet test Tests -c Release --filter FullyQualifiedName~OpenApiTests";
    private readonly ShopClient _shop = host.Client;

    [Fact]
    public async Task Serves_the_document_that_is_committed()
    {
        var served = (await _shop.Get("/openapi/v1.json")).MustBe(200).Body;
        var path = OpenApiFile.Path;
        if (Environment.GetEnvironmentVariable("UPDATE_OPENAPI") == "1")
            await File.WriteAllTextAsync(path, served);

        var committed = File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
        Assert.True(
            committed.ReplaceLineEndings("\n") == served,
            $"Api/openapi.json is not what the server serves. If the change is meant, run: {Regenerate}");
    }

    [Fact]
    public async Task Describes_every_operation_with_an_example_that_works()
    {
        var document = (await _shop.Get("/openapi/v1.json")).MustBe(200).Json;
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var ids = new HashSet<string>();
        foreach (var (path, method, operation) in OpenApiFile.OperationsOf(document))
        {
            var name = $"{method} {path}";
            Assert.True(ids.Add(operation.GetProperty("operationId").GetString()!), name);
            Assert.True(operation.GetProperty("summary").GetString()!.Length > 5, name);
            Assert.True(operation.GetProperty("tags").GetArrayLength() == 1, name);
            var responses = operation.GetProperty("responses");
            Assert.True(responses.GetProperty("400").GetProperty("content").TryGetProperty("application/problem+json", out _), name);
            if (operation.TryGetProperty("requestBody", out var body))
                Assert.True(body.GetProperty("content").GetProperty("application/json").TryGetProperty("example", out _), name);
        }

        Assert.True(ids.Count >= 30, $"only {ids.Count} operations");
    }

    [Fact]
    public async Task Answers_bad_input_with_a_problem_that_the_document_names()
    {
        var document = (await _shop.Get("/openapi/v1.json")).MustBe(200).Json;
        foreach (var (path, method, operation) in OpenApiFile.OperationsOf(document))
        {
            if (!path.Contains('{', StringComparison.Ordinal))
                continue;

            using var content = operation.TryGetProperty("requestBody", out _) ? new StringContent("{", null, "application/json") : null;
            var hasId = path.Contains('{', StringComparison.Ordinal);
            var bad = hasId ? path.Replace("{", "bad%20", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal) : path + "?bad=1";
            var reply = await _shop.Send(new HttpMethod(method.ToUpperInvariant()), bad, content);

            Assert.True((int)reply.Status is >= 400 and < 500, $"{method} {path}: {(int)reply.Status} {reply.Body}");
            Assert.Equal("application/problem+json", reply.MediaType);
            Assert.Contains(hasId ? "{" + reply.Text("field") + "}" : reply.Text("field")!, hasId ? path : bad, StringComparison.Ordinal);
            Assert.True(
                operation.GetProperty("responses").TryGetProperty(reply.Number("status").ToString(null, null), out _),
                $"{method} {path}: {reply.Body}");
        }
    }

    [Fact]
    public async Task Takes_every_example_body_as_well_formed()
    {
        var document = (await _shop.Get("/openapi/v1.json")).MustBe(200).Json;
        foreach (var (path, method, operation) in OpenApiFile.OperationsOf(document))
        {
            if (!operation.TryGetProperty("requestBody", out var body))
                continue;

            var example = body.GetProperty("content").GetProperty("application/json").GetProperty("example").GetRawText();
            using var content = new StringContent(example, null, "application/json");
            var id = ShopClient.NewId("example");
            var filled = OpenApiFile.Fill(path, id);
            var reply = await _shop.Send(new HttpMethod(method.ToUpperInvariant()), filled, content, ("Idempotency-Key", id));

            Assert.True((int)reply.Status is < 500 and not 400 and not 415, $"{method} {path}: {(int)reply.Status} {reply.Body}");
        }
    }
}
