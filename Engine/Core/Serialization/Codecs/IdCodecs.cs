using Orleans.Runtime;
using Orleans.Serialization.Buffers;

namespace Orleans.Serialization.Codecs;

/// <summary>The identifier's bytes; those without any are null.</summary>
internal sealed class IdSpanCodec : ShallowCodec<IdSpan>
{
    public override void WriteField(ref MessageWriter writer, uint delta, IdSpan value)
    {
        if (IdSpan.UnsafeGetArray(value) is not { } bytes)
        {
            writer.WriteNull(delta);
            return;
        }

        writer.WriteTag(delta, WireType.Bytes);
        writer.WriteBytes(bytes);
    }

    public override IdSpan ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType == WireType.Bytes)
        {
            return new IdSpan(reader.ReadBytes().ToArray());
        }

        reader.ExpectNull(field);
        return default;
    }
}

internal sealed class GrainTypeCodec : ShallowCodec<GrainType>
{
    public override void WriteField(ref MessageWriter writer, uint delta, GrainType value)
        => CodecOf<IdSpan>.Value.WriteField(ref writer, delta, value.Value);

    public override GrainType ReadValue(ref MessageReader reader, Field field) => new(CodecOf<IdSpan>.Value.ReadValue(ref reader, field));
}

internal sealed class GrainInterfaceTypeCodec : ShallowCodec<GrainInterfaceType>
{
    public override void WriteField(ref MessageWriter writer, uint delta, GrainInterfaceType value)
        => CodecOf<IdSpan>.Value.WriteField(ref writer, delta, value.Value);

    public override GrainInterfaceType ReadValue(ref MessageReader reader, Field field)
        => new(CodecOf<IdSpan>.Value.ReadValue(ref reader, field));
}

internal sealed class GrainIdCodec : ShallowCodec<GrainId>
{
    public override void WriteField(ref MessageWriter writer, uint delta, GrainId value)
    {
        writer.WriteTag(delta, WireType.Object);
        CodecOf<GrainType>.Value.WriteField(ref writer, 0, value.Type);
        CodecOf<IdSpan>.Value.WriteField(ref writer, 1, value.Key);
        writer.WriteEndObject();
    }

    public override GrainId ReadValue(ref MessageReader reader, Field field)
    {
        MessageReader.Expect(field, WireType.Object);
        var type = Elements.ReadItem(ref reader, CodecOf<GrainType>.Value);
        var key = Elements.ReadItem(ref reader, CodecOf<IdSpan>.Value);
        reader.SkipToEndObject();
        return new GrainId(type, key);
    }
}
