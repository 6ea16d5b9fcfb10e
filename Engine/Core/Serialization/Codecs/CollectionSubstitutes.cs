using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>
/// Collections that only the framework or the compiler can name, such as the result of a query or of a collection expression,
/// become a list, set or dictionary.
/// </summary>
internal static class CollectionSubstitutes
{
    private static readonly (Type Interface, Type Substitute)[] Rules =
    [
        (typeof(IReadOnlyDictionary<,>), typeof(Dictionary<,>)),
        (typeof(IDictionary<,>), typeof(Dictionary<,>)),
        (typeof(ISet<>), typeof(HashSet<>)),
        (typeof(IReadOnlySet<>), typeof(HashSet<>)),
        (typeof(IEnumerable<>), typeof(List<>)),
    ];

    /// <summary>Makes a codec for such a collection, null if the type is none.</summary>
    public static Codec? Create(Type type)
    {
        var fromFramework = type.Assembly == typeof(object).Assembly || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true;
        if (!fromFramework && !type.Name.StartsWith('<'))
        {
            return null;
        }

        foreach (var (contract, substitute) in Rules)
        {
            var found = type.GetInterfaces().FirstOrDefault(candidate => candidate.IsGenericType
                && candidate.GetGenericTypeDefinition() == contract);
            if (found is not null)
            {
                return CodecRegistry.Make(typeof(SubstituteCodec<>), substitute.MakeGenericType(found.GetGenericArguments()));
            }
        }

        return null;
    }
}

/// <summary>Writes and copies values as a collection of another type.</summary>
internal sealed class SubstituteCodec<TSubstitute> : Codec
{
    public override Type ValueType => typeof(TSubstitute);

    public override bool IsShallow => false;

    internal override void WriteObject(ref MessageWriter writer, uint delta, object value)
        => CodecOf<TSubstitute>.Value.WriteField(ref writer, delta, Convert(value));

    internal override object? ReadObject(ref MessageReader reader, Field field) => CodecOf<TSubstitute>.Value.ReadValue(ref reader, field);

    internal override object CopyObject(object value, CopyContext context) => CodecOf<TSubstitute>.Value.Copy(Convert(value), context)!;

    private static TSubstitute Convert(object value) => (TSubstitute)Activator.CreateInstance(typeof(TSubstitute), value)!;
}
