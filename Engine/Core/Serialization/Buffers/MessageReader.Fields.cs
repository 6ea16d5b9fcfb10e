using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans.Serialization.TypeSystem;

namespace Orleans.Serialization.Buffers;

/// <content>Tags, references, types, skipping, and the values that generated code reads directly.</content>
public ref partial struct MessageReader
{
    private const int StackCheckMask = 15;

    /// <summary>Reads the tag of the next value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Field ReadField()
    {
        var position = _position;
        var tag = ReadVarUInt32();
        return new Field(tag >> 3, (WireType)(tag & 7), position);
    }

    /// <summary>Reads a signed integer.</summary>
    public long ReadInt64(Field field)
    {
        Expect(field, WireType.VarInt);
        var value = ReadVarUInt64();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>Reads a signed integer.</summary>
    public int ReadInt32(Field field) => checked((int)ReadInt64(field));

    /// <summary>Reads an unsigned integer.</summary>
    public uint ReadUInt32(Field field)
    {
        Expect(field, WireType.VarInt);
        return ReadVarUInt32();
    }

    /// <summary>Reads an unsigned integer.</summary>
    public ulong ReadUInt64(Field field)
    {
        Expect(field, WireType.VarInt);
        return ReadVarUInt64();
    }

    /// <summary>Reads a truth value.</summary>
    public bool ReadBoolean(Field field) => ReadUInt64(field) != 0;

    /// <summary>Reads text or null.</summary>
    public string? ReadString(Field field)
    {
        if (field.WireType == WireType.Bytes)
        {
            return ReadText();
        }

        ExpectNull(field);
        return null;
    }

    /// <summary>Fails unless the value is laid out as expected.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Expect(Field field, WireType expected)
    {
        if (field.WireType != expected)
        {
            ThrowUnexpected(field, expected);
        }
    }

    /// <summary>Reads null.</summary>
    public void ExpectNull(Field field)
    {
        Expect(field, WireType.Reference);
        if (ReadVarUInt32() != 0)
        {
            throw new SerializerException("A reference was found where only null can be.");
        }
    }

    /// <summary>Reads the position that a reference refers to, -1 for null.</summary>
    public int ReadReferencePosition(Field field)
    {
        Expect(field, WireType.Reference);
        var position = (long)ReadVarUInt32() - 1;
        return position < _position ? (int)position : throw new SerializerException("A reference refers to what was not read yet.");
    }

    /// <summary>Finds the object at a position of the message; false if that part was skipped.</summary>
    public readonly bool TryGetObject(int position, out object? value)
    {
        value = null;
        return _objects is not null && _objects.TryGet(position, out value);
    }

    /// <summary>Remembers the object read at the field, for references to it.</summary>
    public void AddObject(Field field, object value) => (_objects ??= ReadObjects.Rent()).Add(field.Position, value);

    /// <summary>Continues at another position and returns the present one.</summary>
    public int Seek(int position)
    {
        var present = _position;
        _position = position;
        return present;
    }

    /// <summary>Reads the type of a <see cref="WireType.Typed"/> value.</summary>
    public Type ReadType()
    {
        var start = _position;
        var reference = ReadVarUInt32();
        if (reference == 0)
        {
            return AddType(start, TypeNames.Resolve(ReadText()));
        }

        var named = (long)reference - 1;
        foreach (var (position, type) in CollectionsMarshal.AsSpan(_types))
        {
            if (position == named)
            {
                return type;
            }
        }

        return ReadTypeAt(named < start ? (int)named : throw new SerializerException("A type is referred to before it is named."));
    }

    /// <summary>Counts one more level of objects within objects.</summary>
    /// <exception cref="InsufficientExecutionStackException">The message nests deeper than the stack allows.</exception>
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

    /// <summary>Passes over a value.</summary>
    public void Skip(Field field)
    {
        switch (field.WireType)
        {
            case WireType.VarInt:
                ReadVarUInt64();
                break;
            case WireType.Reference:
                ReadVarUInt32();
                break;
            case WireType.Fixed32:
                ReadRaw(sizeof(uint));
                break;
            case WireType.Fixed64:
                ReadRaw(sizeof(ulong));
                break;
            case WireType.Bytes:
                ReadBytes();
                break;
            case WireType.Typed:
                if (ReadVarUInt32() == 0)
                {
                    ReadBytes();
                }

                Skip(ReadField());
                break;
            case WireType.Object:
                SkipToEndObject();
                break;
            default:
                throw new SerializerException("An end tag was found where a value was expected.");
        }
    }

    /// <summary>Passes over all that is left of the present object.</summary>
    public void SkipToEndObject()
    {
        Enter();
        for (var field = ReadField(); !(field.IsEnd && field.Delta == 0); field = ReadField())
        {
            if (!field.IsEnd)
            {
                Skip(field);
            }
        }

        Leave();
    }

    /// <summary>Returns what was rented while reading.</summary>
    public void Dispose()
    {
        _objects?.Return();
        _objects = null;
    }

    private static void ThrowUnexpected(Field field, WireType expected)
        => throw new SerializerException($"Expected a value laid out as {expected} at byte {field.Position} but found {field.WireType}.");

    private Type AddType(int position, Type type)
    {
        (_types ??= []).Add((position, type));
        return type;
    }

    private Type ReadTypeAt(int position)
    {
        // The value that named the type was skipped.
        var present = Seek(position);
        var type = ReadVarUInt32() == 0
            ? AddType(position, TypeNames.Resolve(ReadText()))
            : throw new SerializerException("A type is referred to that was not named.");
        Seek(present);
        return type;
    }
}
