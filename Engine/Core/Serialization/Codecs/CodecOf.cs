using System.ComponentModel;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The codec of a type, found once per process so that its use costs no look-up.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodecOf<T>
{
    /// <summary>The codec. If the type is not serializable it is one that throws <see cref="CodecNotFoundException"/> when it is used.</summary>
    public static readonly Codec<T> Value = (Codec<T>)CodecRegistry.GetDeclared(typeof(T));

    /// <summary>True if values are shared instead of copied.</summary>
    public static readonly bool IsShallow = Value.IsShallow;

    /// <summary>Copies a value as part of a larger copy.</summary>
    public static T Copy(T value, CopyContext context) => IsShallow ? value : Value.Copy(value, context);

    /// <summary>Copies a value with everything that is reachable from it and not immutable.</summary>
    public static T Copy(T value)
    {
        if (IsShallow || value is null)
        {
            return value;
        }

        var context = CopyContext.Rent();
        var copy = Value.Copy(value, context);
        context.Return();
        return copy;
    }
}
