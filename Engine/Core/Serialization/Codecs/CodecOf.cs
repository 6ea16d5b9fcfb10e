using System.ComponentModel;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The codec of a type, found once per process so that its use costs no look-up.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodecOf<T>
{
    /// <summary>The codec.</summary>
    /// <exception cref="CodecNotFoundException">Inside a <see cref="TypeInitializationException"/>: the type is not serializable.</exception>
    public static readonly Codec<T> Value = (Codec<T>)CodecRegistry.Get(typeof(T));

    /// <summary>True if values are shared instead of copied.</summary>
    public static readonly bool IsShallow = Value.IsShallow;

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
