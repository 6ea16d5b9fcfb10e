using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Codecs;

/// <summary>The comparers of sets and dictionaries: the default one of the type and those of <see cref="StringComparer"/>.</summary>
internal static class Comparers
{
    private static readonly StringComparer[] Known =
    [
        StringComparer.Ordinal,
        StringComparer.OrdinalIgnoreCase,
        StringComparer.InvariantCulture,
        StringComparer.InvariantCultureIgnoreCase,
    ];

    public static void Write<T>(ref MessageWriter writer, IEqualityComparer<T>? comparer)
        => WriteIndex(ref writer, comparer is null || comparer.Equals(EqualityComparer<T>.Default) ? 0 : Find(comparer));

    public static void Write<T>(ref MessageWriter writer, IComparer<T>? comparer)
        => WriteIndex(ref writer, comparer is null || comparer.Equals(Comparer<T>.Default) ? 0 : Find(comparer));

    public static IEqualityComparer<T>? ReadEquality<T>(ref MessageReader reader) => (IEqualityComparer<T>?)(object?)Read(ref reader);

    public static IComparer<T>? ReadOrder<T>(ref MessageReader reader) => (IComparer<T>?)(object?)Read(ref reader);

    private static void WriteIndex(ref MessageWriter writer, int index) => writer.WriteUInt32(1, (uint)index);

    private static StringComparer? Read(ref MessageReader reader)
    {
        var index = reader.ReadUInt32(reader.ReadField());
        return index == 0 ? null
            : index <= Known.Length ? Known[index - 1]
            : throw new SerializerException("A collection has a comparer that is not known here.");
    }

    private static int Find(object comparer)
    {
        var index = Array.FindIndex(Known, known => known.Equals(comparer));
        return index >= 0 ? index + 1 : throw new SerializerException($"The comparer {comparer.GetType()} of a collection cannot be written.");
    }
}
