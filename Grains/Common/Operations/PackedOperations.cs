using System.Buffers.Binary;

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
