using System.ComponentModel;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>Writes, reads and copies values whose type is known only at run time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Codec
{
    private protected Codec()
    {
    }

    /// <summary>The type of the values.</summary>
    public abstract Type ValueType { get; }

    /// <summary>True if values are shared instead of copied.</summary>
    public abstract bool IsShallow { get; }

    internal abstract void WriteObject(ref MessageWriter writer, uint delta, object value);

    internal abstract object? ReadObject(ref MessageReader reader, Field field);

    internal abstract object CopyObject(object value, CopyContext context);
}

/// <summary>Writes, reads and copies values of one type. One instance serves the process; it must keep no state.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class Codec<T> : Codec
{
    /// <inheritdoc/>
    public sealed override Type ValueType => typeof(T);

    /// <summary>Writes the tag and the value.</summary>
    public abstract void WriteField(ref MessageWriter writer, uint delta, T value);

    /// <summary>Reads the value after its tag.</summary>
    public abstract T ReadValue(ref MessageReader reader, Field field);

    /// <summary>Copies the value.</summary>
    public abstract T Copy(T value, CopyContext context);

    internal sealed override void WriteObject(ref MessageWriter writer, uint delta, object value)
        => WriteField(ref writer, delta, (T)value);

    internal sealed override object? ReadObject(ref MessageReader reader, Field field) => ReadValue(ref reader, field);

    internal sealed override object CopyObject(object value, CopyContext context) => Copy((T)value, context)!;
}
