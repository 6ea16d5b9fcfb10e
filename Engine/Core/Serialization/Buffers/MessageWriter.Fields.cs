using System.Runtime.CompilerServices;

namespace Orleans.Serialization.Buffers;

/// <content>Tags, null, objects, and the values that generated code writes directly.</content>
public ref partial struct MessageWriter
{
    private const byte EndObject = (byte)WireType.End;
    private const byte EndBase = (1 << 3) | (byte)WireType.End;
    private const int StackCheckMask = 15;

    /// <summary>Writes the tag of a value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteTag(uint delta, WireType wireType) => WriteVarUInt32((delta << 3) | (uint)wireType);

    /// <summary>Ends an object.</summary>
    public void WriteEndObject() => WriteByte(EndObject);

    /// <summary>Ends the members of a base class.</summary>
    public void WriteEndBase() => WriteByte(EndBase);

    /// <summary>Counts one more level of objects within objects.</summary>
    /// <exception cref="InsufficientExecutionStackException">The objects nest deeper than the stack allows.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enter()
    {
        if ((++_depth & StackCheckMask) == 0)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
    }

    /// <summary>Leaves a level counted by <see cref="Enter"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Leave() => _depth--;

    /// <summary>Writes null.</summary>
    public void WriteNull(uint delta)
    {
        WriteTag(delta, WireType.Reference);
        WriteByte(0);
    }

    /// <summary>Writes a signed integer so that small magnitudes are short.</summary>
    public void WriteInt64(uint delta, long value)
    {
        WriteTag(delta, WireType.VarInt);
        WriteVarUInt64((ulong)((value << 1) ^ (value >> 63)));
    }

    /// <summary>Writes a signed integer so that small magnitudes are short.</summary>
    public void WriteInt32(uint delta, int value)
    {
        WriteTag(delta, WireType.VarInt);
        WriteVarUInt32((uint)((value << 1) ^ (value >> 31)));
    }

    /// <summary>Writes an unsigned integer.</summary>
    public void WriteUInt32(uint delta, uint value)
    {
        WriteTag(delta, WireType.VarInt);
        WriteVarUInt32(value);
    }

    /// <summary>Writes an unsigned integer.</summary>
    public void WriteUInt64(uint delta, ulong value)
    {
        WriteTag(delta, WireType.VarInt);
        WriteVarUInt64(value);
    }

    /// <summary>Writes a truth value.</summary>
    public void WriteBoolean(uint delta, bool value)
    {
        WriteTag(delta, WireType.VarInt);
        WriteByte(value ? (byte)1 : (byte)0);
    }

    /// <summary>Writes text or null. Text is a value here: whether two members were the same object is not kept.</summary>
    public void WriteString(uint delta, string? value)
    {
        if (value is null)
        {
            WriteNull(delta);
            return;
        }

        WriteTag(delta, WireType.Bytes);
        WriteText(value);
    }

    /// <summary>
    /// Writes null or a reference if there is nothing more to write for <paramref name="value"/>; otherwise remembers that it is
    /// written here, and its codec must write its tag and content next.
    /// </summary>
    public bool TryWriteReference(uint delta, object? value)
    {
        if (value is null)
        {
            WriteNull(delta);
            return true;
        }

        _objects ??= WrittenObjects.Rent();
        var position = _objects.FindOrAdd(value, _position);
        if (position < 0)
        {
            return false;
        }

        WriteTag(delta, WireType.Reference);
        WriteVarUInt32((uint)position + 1);
        return true;
    }

    /// <summary>Writes the tag and the type of a value; its codec must write the value with delta 0 next.</summary>
    public void WriteTyped(uint delta, Type type)
    {
        WriteTag(delta, WireType.Typed);
        _types ??= new WrittenTypes();
        _types.Write(ref this, type);
    }
}
