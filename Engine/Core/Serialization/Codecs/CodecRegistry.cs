namespace Orleans.Serialization.Codecs;

/// <summary>Finds and makes codecs.</summary>
internal static class CodecRegistry
{
    public static Codec Get(Type type) => throw new CodecNotFoundException($"Could not find a codec for type {type}.");
}
