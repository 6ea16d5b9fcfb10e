namespace Orleans.Serialization.Buffers;

/// <summary>The tag of a value that is read next.</summary>
/// <param name="Delta">The id of the member, less that of the member before.</param>
/// <param name="WireType">How the value is laid out.</param>
/// <param name="Position">Where the tag starts in the message; objects are referred to by it.</param>
public readonly record struct Field(uint Delta, WireType WireType, int Position)
{
    /// <summary>True if no member follows in this object or in this base class's part of it.</summary>
    public bool IsEnd => WireType == WireType.End;
}
