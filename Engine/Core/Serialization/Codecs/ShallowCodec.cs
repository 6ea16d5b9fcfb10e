using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The base of codecs of values that cannot change.</summary>
internal abstract class ShallowCodec<T> : Codec<T>
{
    public sealed override bool IsShallow => true;

    public sealed override T Copy(T value, CopyContext context) => value;
}
