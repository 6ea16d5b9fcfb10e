using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace OrleansMicro.Events;

/// <summary>The schemas of the data of events (JSON Schema 2020-12).</summary>
public static class EventSchemas
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform };

    /// <summary>The schema of a type's data. Consumers must accept properties that it does not have: later versions add some.</summary>
    public static JsonNode Create(EventType type)
    {
        var schema = EventJson.Default.Options.GetJsonSchemaAsNode(type.Data, Options).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", type.Name);
        schema.Insert(2, "description", type.Meaning);
        return schema;
    }

    // Absent properties are left out and never null, and a reference to another part of a schema is hard to read.
    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema)
    {
        if (schema is JsonObject { } known && known["type"] is JsonArray types)
        {
            var kept = types.Select(static type => type!.GetValue<string>()).Where(static type => type != "null").ToArray();
            known["type"] = kept is [var only] ? only : new JsonArray([.. kept.Select(static type => JsonValue.Create(type))]);
        }

        return schema;
    }
}
