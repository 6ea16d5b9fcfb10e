using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Net;
using static OrleansMicro.Tests.Engine.Serialization.SerializationFixture;

namespace OrleansMicro.Tests.Engine.Serialization;

public sealed class BuiltInTypeTests
{
    public static TheoryData<object> Values =>
    [
        true, 'ß', (byte)255, (sbyte)-128, short.MinValue, ushort.MaxValue, int.MinValue, uint.MaxValue, long.MinValue, ulong.MaxValue,
        -0.5f, double.NaN, double.Epsilon, decimal.MinValue, 0.1m, (Half)1.5f, Int128.MinValue, UInt128.MaxValue,
        "", "text 漢字 🛒", new string('x', 100_000), Guid.Parse("00112233-4455-6677-8899-aabbccddeeff"),
        new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), new DateTime(1, 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
        DateTimeOffset.MaxValue, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(14)),
        TimeSpan.MinValue, new DateOnly(2026, 11, 22), new TimeOnly(23, 59, 59, 999), new Uri("https://example.org/a?b=c#d"),
        new Uri("relative/path", UriKind.Relative), new Version(1, 2, 3, 4), IPAddress.IPv6Loopback, Size.Large, DayOfWeek.Friday,
        (1, "a"), (1, 2, 3, 4, 5, 6, 7), Tuple.Create("a", 2), KeyValuePair.Create("k", 5L), typeof(Basket),
    ];

    [Theory, MemberData(nameof(Values))]
    public void Restores_a_value_whose_type_only_the_value_tells(object value)
    {
        Assert.Equal(value, RoundTrip(value));
        Assert.Equal(value, Copier.Copy(value));
    }

    [Fact]
    public void Restores_values_of_declared_types()
    {
        Check<int?>(null);
        Check<int?>(5);
        Check<Point?>(new Point(1, 2));
        Check<Tiny?>(Tiny.Some);
        Check((1, "b", Size.Large, (long?)null));
        Check(Tuple.Create(1, "b", 2.5));
        Check(DateTimeOffset.UnixEpoch);
        Check(Tiny.Some);

        static void Check<T>(T value) => Assert.Equal(value, RoundTrip(value));
    }

    [Fact]
    public void Restores_arrays()
    {
        Check(Array.Empty<byte>());
        Check(new byte[] { 0, 1, 255 });
        Check(new[] { int.MinValue, 0, int.MaxValue });
        Check(new[] { 1.5, double.NaN });
        Check(new[] { "a", "", null });
        Check(new[] { new Point(1, 2), default });
        Check(new object?[] { 1, "x", null, new Point(1, 2) });
        Check(new[] { new[] { 1 }, [], [2, 3] });
        Check(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Check(new[] { Tiny.Some, Tiny.None });

        static void Check<T>(T value)
        {
            Assert.Equal(value, RoundTrip(value));
            Assert.Equal(value, Copier.Copy(value));
            Assert.Equal(value, RoundTrip<object>(value!));
        }
    }

    [Fact]
    public void Restores_collections()
    {
        string[] items = ["b", "a", "c"];
        KeyValuePair<string, int>[] pairs = [new("b", 2), new("a", 1)];
        Check(new List<string>(items));
        Check(new HashSet<string>(items));
        Check(new Queue<string>(items));
        Check(new Stack<string>(items));
        Check(new SortedSet<string>(items));
        Check(new Collection<string>([.. items]));
        Check(new ReadOnlyCollection<string>(items));
        Check(new Dictionary<string, int>(pairs));
        Check(new SortedDictionary<string, int>(new Dictionary<string, int>(pairs)));
        Check(new ConcurrentDictionary<string, int>(pairs));
        Check(ImmutableArray.Create(items));
        Check(ImmutableList.Create(items));
        Check(ImmutableHashSet.Create(items));
        Check(ImmutableSortedSet.Create(items));
        Check(ImmutableQueue.Create(items));
        Check(ImmutableStack.Create(items));
        Check(ImmutableDictionary.CreateRange(pairs));
        Check(ImmutableSortedDictionary.CreateRange(pairs));

        static void Check<T>(T value)
            where T : System.Collections.IEnumerable
        {
            foreach (var read in new object[] { RoundTrip(value), Copier.Copy(value), RoundTrip<object>(value) })
            {
                Assert.IsType<T>(read);
                Assert.Equal(value.Cast<object>(), ((T)read).Cast<object>());
            }
        }
    }

    [Fact]
    public void Restores_collections_behind_interfaces()
    {
        Assert.Equal([1, 2], Assert.IsType<List<int>>(RoundTrip<IReadOnlyList<int>>(new List<int> { 1, 2 })));
        Assert.Equal([1, 2], Assert.IsType<int[]>(RoundTrip<IEnumerable<int>>(new[] { 1, 2 })));
        Assert.Equal(2, RoundTrip<IDictionary<string, int>>(new Dictionary<string, int> { ["a"] = 2 })["a"]);
        Assert.Equal(2, RoundTrip<IReadOnlyDictionary<string, int>>(new Dictionary<string, int> { ["a"] = 2 })["a"]);
        Assert.Contains(3, RoundTrip<ISet<int>>(new HashSet<int> { 3 }));
    }

    [Fact]
    public void Keeps_the_comparers_of_sets_and_dictionaries()
    {
        var dictionary = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["A"] = 1 };
        var set = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "A" };

        Assert.Equal(1, RoundTrip(dictionary)["a"]);
        Assert.Equal(1, Copier.Copy(dictionary)["a"]);
        Assert.Contains("a", RoundTrip(set));
    }
}
