using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Net;
using System.Text;
using Orleans.Runtime;

namespace Orleans.Serialization.TypeSystem;

/// <summary>The short names of the types that need no registration.</summary>
internal static class BuiltInNames
{
    public static IReadOnlyList<(Type Type, string Name)> All { get; } =
    [
        (typeof(object), "object"), (typeof(string), "string"), (typeof(bool), "bool"), (typeof(char), "char"),
        (typeof(byte), "byte"), (typeof(sbyte), "sbyte"), (typeof(short), "short"), (typeof(ushort), "ushort"),
        (typeof(int), "int"), (typeof(uint), "uint"), (typeof(long), "long"), (typeof(ulong), "ulong"),
        (typeof(float), "float"), (typeof(double), "double"), (typeof(decimal), "decimal"), (typeof(Half), "Half"),
        (typeof(Int128), "Int128"), (typeof(UInt128), "UInt128"), (typeof(Rune), "Rune"),
        (typeof(Guid), "Guid"), (typeof(DateTime), "DateTime"), (typeof(DateTimeOffset), "DateTimeOffset"),
        (typeof(TimeSpan), "TimeSpan"), (typeof(DateOnly), "DateOnly"), (typeof(TimeOnly), "TimeOnly"),
        (typeof(Uri), "Uri"), (typeof(Version), "Version"), (typeof(Type), "Type"),
        (typeof(IPAddress), "IPAddress"), (typeof(IPEndPoint), "IPEndPoint"), (typeof(Exception), "Exception"),
        (typeof(GrainId), "GrainId"), (typeof(GrainType), "GrainType"), (typeof(GrainInterfaceType), "GrainInterfaceType"),
        (typeof(IdSpan), "IdSpan"), (typeof(GrainReference), "GrainRef"), (typeof(IAddressable), "IAddressable"),
        (typeof(Nullable<>), "Nullable"), (typeof(KeyValuePair<,>), "KeyValuePair"),
        (typeof(ValueTuple), "ValueTuple"), (typeof(ValueTuple<>), "ValueTuple1"), (typeof(ValueTuple<,>), "ValueTuple2"),
        (typeof(ValueTuple<,,>), "ValueTuple3"), (typeof(ValueTuple<,,,>), "ValueTuple4"), (typeof(ValueTuple<,,,,>), "ValueTuple5"),
        (typeof(ValueTuple<,,,,,>), "ValueTuple6"), (typeof(ValueTuple<,,,,,,>), "ValueTuple7"), (typeof(ValueTuple<,,,,,,,>), "ValueTuple8"),
        (typeof(Tuple<>), "Tuple1"), (typeof(Tuple<,>), "Tuple2"), (typeof(Tuple<,,>), "Tuple3"), (typeof(Tuple<,,,>), "Tuple4"),
        (typeof(Tuple<,,,,>), "Tuple5"), (typeof(Tuple<,,,,,>), "Tuple6"), (typeof(Tuple<,,,,,,>), "Tuple7"),
        (typeof(List<>), "List"), (typeof(Dictionary<,>), "Dictionary"), (typeof(HashSet<>), "HashSet"),
        (typeof(Queue<>), "Queue"), (typeof(Stack<>), "Stack"), (typeof(LinkedList<>), "LinkedList"),
        (typeof(SortedDictionary<,>), "SortedDictionary"), (typeof(SortedList<,>), "SortedList"), (typeof(SortedSet<>), "SortedSet"),
        (typeof(ConcurrentDictionary<,>), "ConcurrentDictionary"), (typeof(ConcurrentQueue<>), "ConcurrentQueue"),
        (typeof(Collection<>), "Collection"), (typeof(ReadOnlyCollection<>), "ReadOnlyCollection"),
        (typeof(ReadOnlyDictionary<,>), "ReadOnlyDictionary"),
        (typeof(ImmutableArray<>), "ImmutableArray"), (typeof(ImmutableList<>), "ImmutableList"),
        (typeof(ImmutableDictionary<,>), "ImmutableDictionary"), (typeof(ImmutableHashSet<>), "ImmutableHashSet"),
        (typeof(ImmutableSortedDictionary<,>), "ImmutableSortedDictionary"), (typeof(ImmutableSortedSet<>), "ImmutableSortedSet"),
        (typeof(ImmutableQueue<>), "ImmutableQueue"), (typeof(ImmutableStack<>), "ImmutableStack"),
        (typeof(IEnumerable<>), "IEnumerable"), (typeof(ICollection<>), "ICollection"), (typeof(IList<>), "IList"),
        (typeof(IReadOnlyCollection<>), "IReadOnlyCollection"), (typeof(IReadOnlyList<>), "IReadOnlyList"),
        (typeof(IDictionary<,>), "IDictionary"), (typeof(IReadOnlyDictionary<,>), "IReadOnlyDictionary"),
        (typeof(ISet<>), "ISet"), (typeof(IReadOnlySet<>), "IReadOnlySet"),
    ];
}
