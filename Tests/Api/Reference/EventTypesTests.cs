using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansMicro.Events;
using OrleansMicro.Tests.Architecture;

namespace OrleansMicro.Tests.Api.Reference;

/// <summary>The published schemas of events. A program that was written for an earlier version understands the events of this one.</summary>
[Collection(ShopTests.Name)]
public sealed class EventTypesTests(ShopHost host)
{
    private const string File = "Api/event-types.json";
    private const string Regenerate = "UPDATE_EVENT_TYPES=1 dotnet test Tests -c Release --filter FullyQualifiedName~EventTypesTests";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task Serves_the_schemas_that_are_committed()
    {
        var served = JsonNode.Parse((await host.Client.Get("/v1/event-types")).MustBe(200).Body)!;
        var path = Path.Combine(Repository.Root, File);
        var committed = JsonNode.Parse(System.IO.File.Exists(path) ? await System.IO.File.ReadAllTextAsync(path) : """{"items":[]}""")!;
        var broken = EventSchemaChanges.Incompatible(committed, served);
        Assert.True(broken.Count == 0, $"Old consumers would not understand this. Add a type of a new version:\n{string.Join('\n', broken)}");
        if (Environment.GetEnvironmentVariable("UPDATE_EVENT_TYPES") == "1")
            await System.IO.File.WriteAllTextAsync(path, served.ToJsonString(Indented) + "\n");
        else
            Assert.True(JsonNode.DeepEquals(committed, served), $"{File} is not what the server serves. If the change is meant, run: {Regenerate}");
    }

    [Fact]
    public void Every_type_has_a_name_a_subject_and_a_meaning() => Assert.All(EventTypes.All, static type =>
    {
        Assert.Matches(@"^com\.orleansmicro\.[a-z]+\.[a-z-]+\.v[0-9]+$", type.Name);
        Assert.Matches(@"^[a-z]+(/[a-z]+|/\{[a-z]+\})+$", type.Subject);
        Assert.EndsWith(".", type.Meaning, StringComparison.Ordinal);
        Assert.Same(type, EventTypes.Find(type.Name));
    });

    [Theory]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}},"required":["a"]}""", "")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a","b"]}""", "")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}""", "x: a has another type")]
    [InlineData("""{"type":"object","properties":{"b":{"type":"string"}},"required":["a"]}""", "x: a is gone")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}},"required":[]}""", "x: a can be absent")]
    public void Only_additions_are_compatible(string schema, string expected)
    {
        var before = Types("""{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}""");

        Assert.Equal(expected, string.Join(", ", EventSchemaChanges.Incompatible(before, Types(schema))));
    }

    [Fact]
    public void A_type_stays_and_so_do_the_properties_of_its_parts()
    {
        var before = Types(
            """{"type":"object","properties":{"l":{"type":"array","items":{"type":"object","properties":{"q":{"type":"integer"}}}}}}""");
        var after = Types("""{"type":"object","properties":{"l":{"type":"array","items":{"type":"object","properties":{}}}}}""");

        Assert.Equal(["x: l[].q is gone"], EventSchemaChanges.Incompatible(before, after));
        Assert.Equal(["x is gone"], EventSchemaChanges.Incompatible(before, JsonNode.Parse("""{"items":[]}""")!));
    }

    private static JsonNode Types(string schema) => JsonNode.Parse($$"""{"items":[{"type":"x","schema":{{schema}}}]}""")!;
}

/// <summary>Compares the schemas of events.</summary>
internal static class EventSchemaChanges
{
    /// <summary>What consumers of the earlier schemas would not understand.</summary>
    public static List<string> Incompatible(JsonNode before, JsonNode after)
    {
        var found = new List<string>();
        foreach (var type in before["items"]!.AsArray())
        {
            var name = (string)type!["type"]!;
            if (after["items"]!.AsArray().FirstOrDefault(other => (string)other!["type"]! == name) is { } now)
                Compare(name + ": ", "", type["schema"]!, now["schema"]!, found);
            else
                found.Add($"{name} is gone");
        }

        return found;
    }

    private static void Compare(string type, string path, JsonNode before, JsonNode after, List<string> found)
    {
        if (!JsonNode.DeepEquals(before["type"], after["type"]))
        {
            found.Add($"{type}{path} has another type");
            return;
        }

        if (before["items"] is { } items)
            Compare(type, path + "[]", items, after["items"]!, found);
        if (before["properties"] is not JsonObject properties)
            return;
        foreach (var (name, schema) in properties)
        {
            var part = path.Length == 0 ? name : $"{path}.{name}";
            if (after["properties"]?[name] is { } now)
                Compare(type, part, schema!, now, found);
            else
                found.Add($"{type}{part} is gone");
            if (IsRequired(before, name) && !IsRequired(after, name) && after["properties"]?[name] is not null)
                found.Add($"{type}{part} can be absent");
        }
    }

    private static bool IsRequired(JsonNode schema, string name) => schema["required"]?.AsArray().Any(required => (string)required! == name) == true;
}
