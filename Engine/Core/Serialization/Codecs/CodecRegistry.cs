using System.Collections.Concurrent;
using System.Net;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Orleans.Serialization.Codecs;

/// <summary>Finds and makes codecs; each is made once.</summary>
internal static class CodecRegistry
{
    private static readonly ConcurrentDictionary<Type, Codec> Codecs = new();

    /// <summary>The codec of values of this run-time type.</summary>
    /// <exception cref="CodecNotFoundException">The type is not serializable.</exception>
    public static Codec Get(Type type) => Find(type) ?? throw NotFound(type);

    /// <summary>The codec of a declared type; one that throws when it is used if the type is not serializable.</summary>
    public static Codec GetDeclared(Type type)
        => Find(type) is not { } codec ? Make(typeof(MissingCodec<>), type)
            : codec.ValueType == type ? codec
            : Make(typeof(PolymorphicCodec<>), type);

    /// <summary>The codec of the type, or null. It may be one of another type that stands for it in messages.</summary>
    public static Codec? Find(Type type)
    {
        if (Codecs.TryGetValue(type, out var codec))
        {
            return codec;
        }

        codec = Create(type);
        return codec is null ? null : Codecs.GetOrAdd(type, codec);
    }

    public static CodecNotFoundException NotFound(Type type)
        => new($"Could not find a codec for type {type}. Is [GenerateSerializer] missing on it?");

    private static Codec? Create(Type type)
    {
        if (type.ContainsGenericParameters || type.IsByRef || type.IsPointer)
        {
            return null;
        }

        return BuiltInCodecs.Create(type) ?? CreateGenerated(type) ?? CreateByKind(type);
    }

    private static Codec? CreateGenerated(Type type)
    {
        var manifest = EngineManifest.Current;
        return manifest.CreateCodec(type) ?? manifest.Refreshed(type.Assembly).CreateCodec(type);
    }

    private static Codec? CreateByKind(Type type)
    {
        if (type.IsEnum)
        {
            return Make(typeof(EnumCodec<>), type);
        }

        if (type.IsArray)
        {
            return type.IsSZArray ? ArrayCodecs.Create(type.GetElementType()!) : Make(typeof(MultiArrayCodec<>), type);
        }

        if (typeof(IAddressable).IsAssignableFrom(type))
        {
            // Generated references and grains go by the interface inside them, not by their class.
            return type.IsInterface || type == typeof(GrainReference) ? Make(typeof(GrainReferenceCodec<>), type) : Get(typeof(IAddressable));
        }

        if (typeof(Exception).IsAssignableFrom(type))
        {
            return PlainExceptionCodec.Instance;
        }

        // Classes whose values are of derived ones that only the framework can name.
        if (type != typeof(Type) && typeof(Type).IsAssignableFrom(type))
        {
            return Get(typeof(Type));
        }

        if (typeof(IPAddress).IsAssignableFrom(type))
        {
            return Get(typeof(IPAddress));
        }

        return type.IsInterface || type.IsAbstract || type == typeof(object)
            ? Make(typeof(PolymorphicCodec<>), type)
            : CollectionSubstitutes.Create(type);
    }

    internal static Codec Make(Type openCodec, params Type[] arguments)
        => (Codec)Activator.CreateInstance(openCodec.MakeGenericType(arguments))!;
}
