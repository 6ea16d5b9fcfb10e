using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Net;
using System.Text;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.Serialization.Codecs;

/// <summary>The codecs that need no generated code.</summary>
internal static class BuiltInCodecs
{
    private static readonly Dictionary<Type, Func<Codec>> Exact = new()
    {
        [typeof(bool)] = static () => new BooleanCodec(),
        [typeof(char)] = static () => new CharCodec(),
        [typeof(byte)] = static () => new ByteCodec(),
        [typeof(sbyte)] = static () => new SByteCodec(),
        [typeof(short)] = static () => new Int16Codec(),
        [typeof(ushort)] = static () => new UInt16Codec(),
        [typeof(int)] = static () => new Int32Codec(),
        [typeof(uint)] = static () => new UInt32Codec(),
        [typeof(long)] = static () => new Int64Codec(),
        [typeof(ulong)] = static () => new UInt64Codec(),
        [typeof(float)] = static () => new SingleCodec(),
        [typeof(double)] = static () => new DoubleCodec(),
        [typeof(Half)] = static () => new HalfCodec(),
        [typeof(decimal)] = static () => new DecimalCodec(),
        [typeof(Int128)] = static () => new Int128Codec(),
        [typeof(UInt128)] = static () => new UInt128Codec(),
        [typeof(Rune)] = static () => new RuneCodec(),
        [typeof(Guid)] = static () => new GuidCodec(),
        [typeof(string)] = static () => new StringCodec(),
        [typeof(DateTime)] = static () => new DateTimeCodec(),
        [typeof(DateTimeOffset)] = static () => new DateTimeOffsetCodec(),
        [typeof(TimeSpan)] = static () => new TimeSpanCodec(),
        [typeof(DateOnly)] = static () => new DateOnlyCodec(),
        [typeof(TimeOnly)] = static () => new TimeOnlyCodec(),
        [typeof(Uri)] = TextCodecs.Uri,
        [typeof(Version)] = TextCodecs.Version,
        [typeof(Type)] = TextCodecs.Type,
        [typeof(IPAddress)] = TextCodecs.IPAddress,
        [typeof(IPEndPoint)] = TextCodecs.IPEndPoint,
        [typeof(Exception)] = static () => new ExceptionCodec(),
        [typeof(PlainException)] = static () => PlainExceptionCodec.Instance,
        [typeof(IdSpan)] = static () => new IdSpanCodec(),
        [typeof(GrainType)] = static () => new GrainTypeCodec(),
        [typeof(GrainInterfaceType)] = static () => new GrainInterfaceTypeCodec(),
        [typeof(GrainId)] = static () => new GrainIdCodec(),
        [typeof(ValueTuple)] = static () => new UnitCodec(),
    };

    private static readonly Dictionary<Type, Type> Generic = new()
    {
        [typeof(Nullable<>)] = typeof(NullableCodec<>),
        [typeof(Immutable<>)] = typeof(ImmutableValueCodec<>),
        [typeof(KeyValuePair<,>)] = typeof(KeyValuePairCodec<,>),
        [typeof(ValueTuple<>)] = typeof(ValueTupleCodec<>),
        [typeof(ValueTuple<,>)] = typeof(ValueTupleCodec<,>),
        [typeof(ValueTuple<,,>)] = typeof(ValueTupleCodec<,,>),
        [typeof(ValueTuple<,,,>)] = typeof(ValueTupleCodec<,,,>),
        [typeof(ValueTuple<,,,,>)] = typeof(ValueTupleCodec<,,,,>),
        [typeof(ValueTuple<,,,,,>)] = typeof(ValueTupleCodec<,,,,,>),
        [typeof(ValueTuple<,,,,,,>)] = typeof(ValueTupleCodec<,,,,,,>),
        [typeof(ValueTuple<,,,,,,,>)] = typeof(ValueTupleCodec<,,,,,,,>),
        [typeof(Tuple<>)] = typeof(TupleCodec<>),
        [typeof(Tuple<,>)] = typeof(TupleCodec<,>),
        [typeof(Tuple<,,>)] = typeof(TupleCodec<,,>),
        [typeof(Tuple<,,,>)] = typeof(TupleCodec<,,,>),
        [typeof(Tuple<,,,,>)] = typeof(TupleCodec<,,,,>),
        [typeof(Tuple<,,,,,>)] = typeof(TupleCodec<,,,,,>),
        [typeof(Tuple<,,,,,,>)] = typeof(TupleCodec<,,,,,,>),
        [typeof(List<>)] = typeof(ListCodec<>),
        [typeof(Dictionary<,>)] = typeof(DictionaryCodec<,>),
        [typeof(HashSet<>)] = typeof(HashSetCodec<>),
        [typeof(Queue<>)] = typeof(QueueCodec<>),
        [typeof(Stack<>)] = typeof(StackCodec<>),
        [typeof(LinkedList<>)] = typeof(LinkedListCodec<>),
        [typeof(SortedDictionary<,>)] = typeof(SortedDictionaryCodec<,>),
        [typeof(SortedList<,>)] = typeof(SortedListCodec<,>),
        [typeof(SortedSet<>)] = typeof(SortedSetCodec<>),
        [typeof(ConcurrentDictionary<,>)] = typeof(ConcurrentDictionaryCodec<,>),
        [typeof(ConcurrentQueue<>)] = typeof(ConcurrentQueueCodec<>),
        [typeof(Collection<>)] = typeof(CollectionCodec<>),
        [typeof(ReadOnlyCollection<>)] = typeof(ReadOnlyCollectionCodec<>),
        [typeof(ReadOnlyDictionary<,>)] = typeof(ReadOnlyDictionaryCodec<,>),
        [typeof(ImmutableArray<>)] = typeof(ImmutableArrayCodec<>),
        [typeof(ImmutableList<>)] = typeof(ImmutableListCodec<>),
        [typeof(ImmutableDictionary<,>)] = typeof(ImmutableDictionaryCodec<,>),
        [typeof(ImmutableHashSet<>)] = typeof(ImmutableHashSetCodec<>),
        [typeof(ImmutableSortedDictionary<,>)] = typeof(ImmutableSortedDictionaryCodec<,>),
        [typeof(ImmutableSortedSet<>)] = typeof(ImmutableSortedSetCodec<>),
        [typeof(ImmutableQueue<>)] = typeof(ImmutableQueueCodec<>),
        [typeof(ImmutableStack<>)] = typeof(ImmutableStackCodec<>),
    };

    /// <summary>Makes the codec of a type, null if it is none of these.</summary>
    public static Codec? Create(Type type)
    {
        if (Exact.TryGetValue(type, out var create))
        {
            return create();
        }

        return type.IsGenericType && Generic.TryGetValue(type.GetGenericTypeDefinition(), out var codec)
            ? CodecRegistry.Make(codec, type.GetGenericArguments())
            : null;
    }
}
