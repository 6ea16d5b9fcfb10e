using System.ComponentModel;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The members that a class has from its base class.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BaseMembers
{
    /// <summary>Writes them and their end.</summary>
    public static void Write<TBase>(ref MessageWriter writer, TBase value)
        where TBase : class
    {
        Codec<TBase>().WriteMembers(ref writer, value);
        writer.WriteEndBase();
    }

    /// <summary>Reads them and their end.</summary>
    public static void Read<TBase>(ref MessageReader reader, TBase value)
        where TBase : class
        => Codec<TBase>().ReadMembers(ref reader, value);

    /// <summary>Copies them.</summary>
    public static void Copy<TBase>(TBase from, TBase to, CopyContext context)
        where TBase : class
        => Codec<TBase>().CopyMembers(from, to, context);

    private static ObjectCodec<TBase> Codec<TBase>()
        where TBase : class
        => CodecOf<TBase>.Value as ObjectCodec<TBase>
            ?? throw new CodecNotFoundException($"The members of the base class {typeof(TBase)} cannot be written.");
}
