using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>A default array is written as null.</summary>
internal sealed class ImmutableArrayCodec<T> : Codec<ImmutableArray<T>>
{
    public override bool IsShallow => CodecOf<T>.IsShallow;

    public override void WriteField(ref MessageWriter writer, uint delta, ImmutableArray<T> value)
    {
        if (value.IsDefault)
        {
            writer.WriteNull(delta);
        }
        else
        {
            Elements.Write(ref writer, delta, value.AsSpan());
        }
    }

    public override ImmutableArray<T> ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType == WireType.Reference)
        {
            reader.ExpectNull(field);
            return default;
        }

        MessageReader.Expect(field, WireType.Object);
        var count = Elements.ReadStart(ref reader);
        var items = count == 0 ? [] : new T[count];
        Elements.ReadInto<T>(ref reader, items);
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    public override ImmutableArray<T> Copy(ImmutableArray<T> value, CopyContext context)
    {
        if (value.IsDefaultOrEmpty || CodecOf<T>.IsShallow)
        {
            return value;
        }

        var copy = new T[value.Length];
        Elements.Copy(value.AsSpan(), copy, context);
        return ImmutableCollectionsMarshal.AsImmutableArray(copy);
    }
}
