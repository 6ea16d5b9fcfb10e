using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansMicro.Tests.Api.Reference;

/// <summary>The server accepts what the document allows, and refuses the next value, for every field of every body.</summary>
[Collection(ShopTests.Name)]
public sealed class AgreementTests(ShopHost host)
{
    private const string Emoji = "\U0001F989";
    private const string Lines = @"^([\t\n\r]|[^\p{Cc}])*$";
    private readonly ShopClient _shop = host.Client;

    public static TheoryData<string, string, string> Fields
    {
        get
        {
            var fields = new TheoryData<string, string, string>();
            foreach (var (path, method, operation) in OpenApiFile.Operations.Where(o => o.Operation.TryGetProperty("requestBody", out _)))
            {
                var schema = operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
                foreach (var name in FieldsOf(OpenApiFile.Resolve(schema), ""))
                    fields.Add(method, path, name);
            }

            return fields;
        }
    }

    [Fact]
    public void Every_field_is_covered() => Assert.InRange(Fields.Count, 35, 200);

    [Fact]
    public void Only_the_description_of_a_product_has_several_lines() => Assert.Equal(
        ("put", "description"),
        Assert.Single(
            from field in Fields
            where Find((string)field[0], (string)field[1], (string)field[2]).Schema.TryGetProperty("pattern", out var pattern)
                && pattern.GetString() == Lines
            select ((string)field[0], (string)field[2])));

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Document_and_server_agree(string method, string path, string field)
    {
        var (example, schema) = Find(method, path, field);
        foreach (var (value, valid) in Probes(schema))
        {
            var body = JsonNode.Parse(example)!;
            Set(body, field, JsonNode.Parse(value));
            UseLargestCurrency(body);
            using var content = new StringContent(body.ToJsonString(), null, "application/json");
            var reply = await _shop.Send(
                new HttpMethod(method.ToUpperInvariant()),
                OpenApiFile.Fill(path, ShopClient.NewId("x")),
                content,
                ("Idempotency-Key", ShopClient.NewId("k")));

            var agree = valid ? (int)reply.Status != 400 : (int)reply.Status == 400 && reply.Text("field") == field;
            Assert.True(agree, $"{value} is {(valid ? "valid" : "invalid")} for the document; {(int)reply.Status} {reply.Body}");
        }
    }

    private static IEnumerable<(string Value, bool Valid)> Probes(JsonElement schema)
    {
        if (OpenApiFile.Number(schema, "minimum") is { } minimum && OpenApiFile.Number(schema, "maximum") is { } maximum)
        {
            yield return (Text(minimum), true);
            yield return (Text(minimum) + ".0", true);
            yield return (Text(minimum - 1), false);
            yield return (Text(maximum), true);
            yield return (Text(maximum + 1), false);
            yield return ("1.5", false);
        }

        if (schema.TryGetProperty("enum", out var values))
        {
            yield return (values[0].GetRawText(), true);
            yield return ("\"QQQ\"", false);
            yield return ("\"Narnia\"", false);
        }

        if (OpenApiFile.Number(schema, "maxLength") is { } length)
        {
            foreach (var probe in TextProbes(schema, (int)length))
                yield return probe;
        }
    }

    private static IEnumerable<(string Value, bool Valid)> TextProbes(JsonElement schema, int length)
    {
        var pattern = schema.GetProperty("pattern").GetString()!;
        if (pattern.StartsWith("^https", StringComparison.Ordinal))
        {
            const string Url = "https://x.example/";
            yield return (Json(Url + Repeat("x", length - Url.Length)), true);
            yield return (Json(Url + Repeat("x", length + 1 - Url.Length)), false);
            yield return (Json(""), false);
            yield return (Json(Url + Emoji), false);
            yield break;
        }

        var letter = pattern.StartsWith("^[!-~]", StringComparison.Ordinal) ? "x" : Emoji;
        var (head, tail) = pattern.Contains('@', StringComparison.Ordinal) ? (Emoji, "@x") : ("", "");
        var mayBeBlank = OpenApiFile.Number(schema, "minLength") is not >= 1 && tail.Length == 0;
        yield return (Json(head + Repeat(letter, length - (tail.Length + (head.Length / 2))) + tail), true);
        yield return (Json(head + Repeat(letter, length + 1 - (tail.Length + (head.Length / 2))) + tail), false);
        yield return (Json("a\u0001b"), false);
        yield return (Json(""), mayBeBlank);
        yield return (Json("\u200B\uFEFF"), mayBeBlank);
        foreach (var lineBreak in "\r\n\t\u2028\u2029")
            yield return (Json($"a{lineBreak}b{tail}"), pattern == Lines);
    }

    private static (string Example, JsonElement Schema) Find(string method, string path, string field)
    {
        var content = OpenApiFile.Operations.Single(o => o.Path == path && o.Method == method)
            .Operation.GetProperty("requestBody").GetProperty("content").GetProperty("application/json");
        var schema = content.GetProperty("schema");
        foreach (var step in field.Split('.'))
        {
            schema = OpenApiFile.Resolve(schema).GetProperty("properties").GetProperty(step.Split('[')[0]);
            if (step.EndsWith(']'))
                schema = schema.GetProperty("items");
        }

        return (content.GetProperty("example").GetRawText(), OpenApiFile.Resolve(schema));
    }

    private static IEnumerable<string> FieldsOf(JsonElement schema, string prefix)
    {
        foreach (var property in schema.GetProperty("properties").EnumerateObject())
        {
            var name = prefix + property.Name;
            var value = property.Value.TryGetProperty("items", out var items) ? items : property.Value;
            var inner = OpenApiFile.Resolve(value);
            if (!inner.TryGetProperty("properties", out _))
            {
                if (Probes(inner).Any())
                    yield return name;
                continue;
            }

            foreach (var field in FieldsOf(inner, name + (!property.Value.TryGetProperty("items", out _) ? "." : "[0].")))
                yield return field;
        }
    }

    private static void Set(JsonNode body, string field, JsonNode? value)
    {
        var steps = field.Split('.');
        var target = body.AsObject();
        foreach (var step in steps[..^1])
        {
            target = step.EndsWith("[0]", StringComparison.Ordinal)
                ? target[step[..^3]]!.AsArray()[0]!.AsObject()
                : (target[step] ??= JsonNode.Parse("""{"minor":1,"currency":"GBP"}"""))!.AsObject();
        }

        target[steps[^1]] = value;
    }

    // The maximum in the document is that of the currencies with most minor units. Price and freight share it.
    private static void UseLargestCurrency(JsonNode body)
    {
        if ((body["price"] ?? body["total"]) is not JsonObject price || price["minor"]!.ToString() == "1.5" || price["currency"]!.ToString() != "GBP")
            return;

        price["currency"] = "KWD";
        if (body["freight"] is not JsonObject freight || freight["currency"]!.ToString() != "GBP")
            return;

        freight["currency"] = "KWD";
        if (price["minor"]!.GetValue<decimal>() == Limits.MaxAmountMinor)
            freight["minor"] = 0;
        if (freight["minor"]!.ToString() == Text(Limits.MaxAmountMinor))
            (price["minor"], freight["minor"]) = (1, Limits.MaxAmountMinor - 1);
    }

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
