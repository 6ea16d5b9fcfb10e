namespace Orleans.Serialization.Buffers;

/// <summary>How a value is laid out, so that a reader can skip a field it does not know.</summary>
public enum WireType : byte
{
    /// <summary>A variable-length integer, seven bits per byte, lowest first.</summary>
    VarInt = 0,

    /// <summary>Four bytes, little-endian.</summary>
    Fixed32 = 1,

    /// <summary>Eight bytes, little-endian.</summary>
    Fixed64 = 2,

    /// <summary>A variable-length count and as many bytes.</summary>
    Bytes = 3,

    /// <summary>Fields up to an end tag.</summary>
    Object = 4,

    /// <summary>A type and then a field of that type.</summary>
    Typed = 5,

    /// <summary>Null (0) or an object written before (its position plus one).</summary>
    Reference = 6,

    /// <summary>The end of an object (delta 0) or of the members of a base class (delta 1).</summary>
    End = 7,
}
