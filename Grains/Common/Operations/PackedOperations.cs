using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro;

/// <summary>
/// Entries in the order in which they were made, 20 bytes each in one array: a product can have 4,096 of them in a row that every purchase writes.
/// Immutable. The times of the entries never decrease, so expired entries are always the first ones.
/// </summary>
[GenerateSerializer, Immutable, Alias("om.operations.packed")]
public readonly record struct PackedOperations
{
    /// <summary>The size of an entry.</summary>
    public const int EntryBytes = 20;

    [Id(0)]
    private readonly byte[]? _bytes;

    /// <summary>Wraps bytes that nobody changes any more.</summary>
    internal PackedOperations(byte[] bytes) => _bytes = bytes.Length == 0 ? null : bytes;

    /// <summary>The number of entries.</summary>
    public int Count => Bytes.Length / EntryBytes;

    /// <summary>All entries, as they are stored.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>An entry; 0 is the oldest.</summary>
    public PackedOperation this[int index] => Read(Bytes.Slice(index * EntryBytes, EntryBytes));

    /// <summary>The index of the newest entry with that name; -1 if there is none.</summary>
    public int LastIndexOf(long name)
    {
        var bytes = Bytes;
        for (var start = bytes.Length - EntryBytes; start >= 0; start -= EntryBytes)
        {
            if (BinaryPrimitives.ReadInt64LittleEndian(bytes[start..]) == name)
                return start / EntryBytes;
        }

        return -1;
    }

    /// <summary>Whether there is an entry with that name and detail.</summary>
    public bool Contains(long name, long detail)
    {
        for (var bytes = Bytes; bytes.Length > 0; bytes = bytes[EntryBytes..])
        {
            if (BinaryPrimitives.ReadInt64LittleEndian(bytes) == name && BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) == detail)
                return true;
        }

        return false;
    }

    /// <summary>The entries without the first ones, and with one more at the end.</summary>
    public PackedOperations Append(PackedOperation entry, int without = 0)
    {
        var kept = Bytes[(without * EntryBytes)..];
        var bytes = new byte[kept.Length + EntryBytes];
        kept.CopyTo(bytes);
        Write(bytes.AsSpan(kept.Length), entry);
        return new PackedOperations(bytes);
    }

    /// <summary>The entries without the first ones.</summary>
    public PackedOperations Skip(int count) => count == 0 ? this : new PackedOperations(Bytes[(count * EntryBytes)..].ToArray());

    /// <summary>The entries without one.</summary>
    public PackedOperations RemoveAt(int index) =>
        new([.. Bytes[..(index * EntryBytes)], .. Bytes[((index + 1) * EntryBytes)..]]);

    /// <summary>The entries, each with the time that a function gives for its own.</summary>
    public PackedOperations WithSeconds(Func<uint, uint> seconds)
    {
        var bytes = Bytes.ToArray();
        for (var rest = bytes.AsSpan(); rest.Length > 0; rest = rest[EntryBytes..])
        {
            var entry = Read(rest);
            Write(rest, entry with { Seconds = seconds(entry.Seconds) });
        }

        return new PackedOperations(bytes);
    }

    private static PackedOperation Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt64LittleEndian(bytes),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[16..]));

    private static void Write(Span<byte> bytes, PackedOperation entry)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, entry.Name);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], entry.Detail);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[16..], entry.Seconds);
    }
}

/// <summary>One entry of <see cref="PackedOperations"/>.</summary>
/// <param name="Name">Identifies the command, or its sender.</param>
/// <param name="Detail">What the command asked for, or its number.</param>
/// <param name="Seconds">When it was executed, in Unix seconds; 0: unknown, because an earlier version remembered it.</param>
public readonly record struct PackedOperation(long Name, long Detail, uint Seconds);

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
