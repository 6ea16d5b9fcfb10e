using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro;

/// <summary>
/// Writes a memory as <c>{"keyed":"base64","unkeyed":"base64","senders":"base64"}</c>, without the empty ones. Reads
/// the form of earlier versions too: <c>[{"id":1,"asked":2}]</c>, the latest 32 commands without times. Which of them
/// had a key is unknown, so all count as keyed and as made now.
/// </summary>
public sealed class OperationMemoryJson : JsonConverter<OperationMemory>
{
    /// <inheritdoc/>
    public override OperationMemory Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray)
            return ReadEarlier(ref reader);
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Remembered commands must be an object or an array.");
        var memory = default(OperationMemory);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("keyed"u8))
                memory = memory with { Keyed = ReadPacked(ref reader) };
            else if (reader.ValueTextEquals("unkeyed"u8))
                memory = memory with { Unkeyed = ReadPacked(ref reader) };
            else if (reader.ValueTextEquals("senders"u8))
                memory = memory with { Senders = ReadPacked(ref reader) };
            else
                reader.Skip();
        }

        return memory;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, OperationMemory value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        WritePacked(writer, "keyed"u8, value.Keyed);
        WritePacked(writer, "unkeyed"u8, value.Unkeyed);
        WritePacked(writer, "senders"u8, value.Senders);
        writer.WriteEndObject();
    }

    private static void WritePacked(Utf8JsonWriter writer, ReadOnlySpan<byte> name, PackedOperations entries)
    {
        if (entries.Count > 0)
            writer.WriteBase64String(name, entries.Bytes);
    }

    private static PackedOperations ReadPacked(ref Utf8JsonReader reader)
    {
        reader.Read();
        var bytes = reader.GetBytesFromBase64();
        return bytes.Length % PackedOperations.EntryBytes == 0
            ? new PackedOperations(bytes)
            : throw new JsonException($"Remembered commands must have {PackedOperations.EntryBytes} bytes each.");
    }

    private static OperationMemory ReadEarlier(ref Utf8JsonReader reader)
    {
        var entries = default(PackedOperations);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var entry = default(PackedOperation);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                var isContent = reader.ValueTextEquals("asked"u8);
                reader.Read();
                if (isId)
                    entry = entry with { Name = reader.GetInt64() };
                else if (isContent)
                    entry = entry with { Detail = reader.GetInt64() };
                else
                    reader.Skip();
            }

            entries = entries.Append(entry);
        }

        return new OperationMemory { Keyed = entries };
    }
}
