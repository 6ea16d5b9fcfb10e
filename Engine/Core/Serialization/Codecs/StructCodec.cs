using System.ComponentModel;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The base of the codecs of structs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class StructCodec<T> : Codec<T>
    where T : struct
{
    /// <summary>Called by generated code.</summary>
    /// <param name="isShallow">Values are copied by assignment.</param>
    protected StructCodec(bool isShallow) => IsShallow = isShallow;

    /// <inheritdoc/>
    public sealed override bool IsShallow { get; }

    /// <summary>Writes the members, without an end.</summary>
    public abstract void WriteMembers(ref MessageWriter writer, ref T value);

    /// <summary>Reads members up to an end.</summary>
    public abstract void ReadMembers(ref MessageReader reader, ref T value);

    /// <summary>Replaces members by their copies; never called where values are copied by assignment.</summary>
    public virtual void CopyMembers(ref T value, CopyContext context)
    {
    }

    /// <inheritdoc/>
    public sealed override void WriteField(ref MessageWriter writer, uint delta, T value)
    {
        writer.WriteTag(delta, WireType.Object);
        WriteMembers(ref writer, ref value);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public sealed override T ReadValue(ref MessageReader reader, Field field)
    {
        MessageReader.Expect(field, WireType.Object);
        T value = default;
        ReadMembers(ref reader, ref value);
        return value;
    }

    /// <inheritdoc/>
    public sealed override T Copy(T value, CopyContext context)
    {
        if (!IsShallow)
        {
            CopyMembers(ref value, context);
        }

        return value;
    }
}
