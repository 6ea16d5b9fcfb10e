using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace OrleansMicro.Silo.Storage;

/// <summary>
/// Grain state as JSON. A state whose type has had upgrades starts with a property <c>$schema</c> that holds its version; without it
/// the version is 1. Older states are upgraded when they are read and stored again with the grain's next write; a newer one is an error.
/// </summary>
/// <param name="options">Knows every state type, through source generation.</param>
/// <param name="upgrades">The upgrades of state types.</param>
public sealed class JsonGrainStorageSerializer(JsonSerializerOptions options, StateUpgrades upgrades) : IGrainStorageSerializer
{
    private const string Version = "$schema";
    private const int MaxHead = 32;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _writer;

    /// <summary>UTF-8 JSON of a state; throws <see cref="NotSupportedException"/> for a type that the options do not know.</summary>
    public BinaryData Serialize<T>(T? input)
    {
        var version = upgrades.CurrentVersion(typeof(T));
        return new BinaryData(version == 1 ? JsonSerializer.SerializeToUtf8Bytes(input!, TypeInfo<T>()) : WithVersion(input, version));
    }

    /// <summary>
    /// The state of JSON written by this or an earlier version of the program; throws <see cref="JsonException"/> for anything else.
    /// </summary>
    public T? Deserialize<T>(BinaryData input)
    {
        var json = input.ToMemory().Span;
        var current = upgrades.CurrentVersion(typeof(T));
        var stored = ReadVersion(json);
        if (stored > current)
            throw new JsonException($"The state {typeof(T).Name} is of schema version {stored}; this program knows up to {current}.");
        if (stored == current)
            return JsonSerializer.Deserialize(json, TypeInfo<T>());
        var old = JsonNode.Parse(json)!.AsObject();
        old.Remove(Version);
        return upgrades.Upgrade(typeof(T), stored, old).Deserialize(TypeInfo<T>());
    }

    private static int ReadVersion(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject
            && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(Version)
            && reader.Read() && reader.TryGetInt32(out var version) ? version : 1;
    }

    private byte[] WithVersion<T>(T? input, int version)
    {
        // A buffer of each thread, so that the state is copied once.
        var (buffer, writer) = _writer ??= NewWriter();
        buffer.ResetWrittenCount();
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"{Version}\":{version}"), buffer.GetSpan(MaxHead));
        buffer.Advance(head);
        writer.Reset();
        JsonSerializer.Serialize(writer, input!, TypeInfo<T>());
        writer.Flush();
        var json = buffer.WrittenSpan;

        // The state's own bracket becomes the comma after the version.
        if (json[head + 1] == (byte)'}')
            return [.. json[..head], (byte)'}'];
        var result = json.ToArray();
        result[head] = (byte)',';
        return result;
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) NewWriter()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }));
    }

    private JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
