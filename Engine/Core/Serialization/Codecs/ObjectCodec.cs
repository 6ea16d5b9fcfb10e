using System.ComponentModel;
using System.Runtime.CompilerServices;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The base of the codecs of classes: null, derived classes, and objects that are met twice.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ObjectCodec<T> : Codec<T>
    where T : class
{
    private readonly bool _isSealed;
    private readonly bool _isShallow;
    private readonly bool _isTracked;

    /// <summary>Called by generated code.</summary>
    /// <param name="isSealed">Objects have exactly this class.</param>
    /// <param name="isShallow">Objects of exactly this class are shared instead of copied.</param>
    /// <param name="isTracked">An object met twice in a message is written once.</param>
    protected ObjectCodec(bool isSealed, bool isShallow, bool isTracked)
    {
        _isSealed = isSealed;
        _isShallow = isShallow;
        _isTracked = isTracked;
    }

    /// <inheritdoc/>
    public sealed override bool IsShallow => _isShallow && _isSealed;

    /// <summary>Writes the members, without an end.</summary>
    public abstract void WriteMembers(ref MessageWriter writer, T value);

    /// <summary>Reads members up to an end.</summary>
    public abstract void ReadMembers(ref MessageReader reader, T value);

    /// <summary>Copies the members; never called where objects are shared.</summary>
    public virtual void CopyMembers(T from, T to, CopyContext context)
    {
    }

    /// <inheritdoc/>
    public sealed override void WriteField(ref MessageWriter writer, uint delta, T value)
    {
        if (value is null)
        {
            writer.WriteNull(delta);
        }
        else if (!_isSealed && value.GetType() != typeof(T))
        {
            RuntimeTyped.Write(ref writer, delta, value);
        }
        else if (!_isTracked || !writer.TryWriteReference(delta, value))
        {
            writer.Enter();
            writer.WriteTag(delta, WireType.Object);
            WriteMembers(ref writer, value);
            writer.WriteEndObject();
            writer.Leave();
        }
    }

    /// <inheritdoc/>
    public sealed override T ReadValue(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Object)
        {
            return (T)RuntimeTyped.Read(ref reader, field, this)!;
        }

        reader.Enter();
        var value = Create();
        if (_isTracked)
        {
            reader.AddObject(field, value);
        }

        ReadMembers(ref reader, value);
        reader.Leave();
        return value;
    }

    /// <inheritdoc/>
    public sealed override T Copy(T value, CopyContext context)
    {
        if (value is null)
        {
            return null!;
        }

        if (!_isSealed && value.GetType() != typeof(T))
        {
            return (T)RuntimeTyped.Copy(value, context);
        }

        if (_isShallow)
        {
            return value;
        }

        if (context.TryGetCopy(value, out var known))
        {
            return known;
        }

        context.Enter();
        var copy = Create();
        context.RecordCopy(value, copy);
        CopyMembers(value, copy, context);
        context.Leave();
        return copy;
    }

    /// <summary>Makes an object whose members will be set.</summary>
    protected virtual T Create() => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}
