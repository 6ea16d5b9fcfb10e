using Orleans.Serialization.Codecs;

namespace Orleans.Serialization;

/// <summary>Copies values with everything that is reachable from them and not immutable.</summary>
public sealed class DeepCopier
{
    /// <summary>Copies a value.</summary>
    /// <exception cref="CodecNotFoundException">The type of the value or of something in it is not serializable.</exception>
    public T Copy<T>(T value) => CodecOf<T>.Copy(value);

    /// <summary>Gets the copier of one type.</summary>
    public DeepCopier<T> GetCopier<T>() => new();
}

/// <summary>Copies values of one type with everything that is reachable from them and not immutable.</summary>
public sealed class DeepCopier<T>
{
    /// <summary>Copies a value.</summary>
    public T Copy(T value) => CodecOf<T>.Copy(value);
}
