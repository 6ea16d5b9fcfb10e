using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>Arrays of several dimensions: the lengths as an array of their own, then the elements in row order.</summary>
internal sealed class MultiArrayCodec<TArray> : Codec<TArray>
    where TArray : class
{
    private static readonly Type Element = typeof(TArray).GetElementType()!;

    public override bool IsShallow => false;

    public override void WriteField(ref MessageWriter writer, uint delta, TArray value)
    {
        if (writer.TryWriteReference(delta, value))
        {
            return;
        }

        var array = (Array)(object)value;
        var codec = CodecRegistry.GetDeclared(Element);
        Elements.WriteStart(ref writer, delta, array.Length);
        CodecOf<int[]>.Value.WriteField(ref writer, 1, Lengths(array));
        foreach (var item in array)
        {
            if (item is null)
            {
                writer.WriteNull(0);
            }
            else
            {
                codec.WriteObject(ref writer, 0, item);
            }
        }

        Elements.WriteEnd(ref writer);
    }

    public override TArray ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Object)
        {
            return (TArray)RuntimeTyped.Read(ref reader, field, this)!;
        }

        var count = Elements.ReadStart(ref reader);
        var lengths = Elements.ReadItem(ref reader, CodecOf<int[]>.Value);
        if (lengths.Length != typeof(TArray).GetArrayRank() || lengths.Aggregate(1L, (product, length) => product * length) != count)
        {
            throw new SerializerException("The lengths of an array do not match its count of elements.");
        }

        var array = Array.CreateInstance(Element, lengths);
        reader.AddObject(field, array);
        var codec = CodecRegistry.GetDeclared(Element);
        var indices = new int[lengths.Length];
        for (var i = 0; i < count; i++, Advance(indices, lengths))
        {
            array.SetValue(codec.ReadObject(ref reader, reader.ReadField()), indices);
        }

        Elements.ReadEnd(ref reader);
        return (TArray)(object)array;
    }

    public override TArray Copy(TArray value, CopyContext context)
    {
        if (value is null)
        {
            return null!;
        }

        if (context.TryGetCopy(value, out var known))
        {
            return known;
        }

        var copy = (Array)((Array)(object)value).Clone();
        context.RecordCopy(value, copy);
        var codec = CodecRegistry.GetDeclared(Element);
        var lengths = Lengths(copy);
        var indices = new int[lengths.Length];
        for (var i = 0; i < copy.Length && !codec.IsShallow; i++, Advance(indices, lengths))
        {
            if (copy.GetValue(indices) is { } item)
            {
                copy.SetValue(codec.CopyObject(item, context), indices);
            }
        }

        return (TArray)(object)copy;
    }

    private static int[] Lengths(Array array) => [.. Enumerable.Range(0, array.Rank).Select(array.GetLength)];

    private static void Advance(int[] indices, int[] lengths)
    {
        for (var dimension = indices.Length - 1; dimension >= 0 && ++indices[dimension] == lengths[dimension]; dimension--)
        {
            indices[dimension] = 0;
        }
    }
}
