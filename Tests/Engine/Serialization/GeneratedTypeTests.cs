using System.Collections.Immutable;
using static OrleansMicro.Tests.Engine.Serialization.SerializationFixture;

namespace OrleansMicro.Tests.Engine.Serialization;

public sealed class GeneratedTypeTests
{
    [Fact]
    public void Restores_an_immutable_record_with_all_its_members()
    {
        var basket = new Basket(
            "c-1",
            long.MinValue,
            [new Line("seller/p", 3, new Point(-1, int.MaxValue), "näh 漢字"), new Line("", 0, default)],
            new DateTimeOffset(2026, 11, 22, 14, 0, 0, TimeSpan.FromHours(-3.5)),
            Size.Large);

        var read = RoundTrip(basket);

        Assert.Equal(basket with { Lines = default }, read with { Lines = default });
        Assert.Equal(basket.Lines, read.Lines.AsEnumerable());
        Assert.Equal(basket.At.Offset, read.At.Offset);
    }

    [Fact]
    public void Restores_a_default_immutable_array_as_default()
        => Assert.True(RoundTrip(new Basket("c", 1, default, default, Size.Small)).Lines.IsDefault);

    [Fact]
    public void Restores_generic_records_of_values_and_references()
    {
        Assert.Equal(new Outcome<int>(5, null), RoundTrip(new Outcome<int>(5, null)));
        Assert.Equal(new Outcome<string>(null, "no"), RoundTrip(new Outcome<string>(null, "no")));
        Assert.Equal(new Outcome<Outcome<Point>>(new(new(1, 2), "x"), null), RoundTrip(new Outcome<Outcome<Point>>(new(new(1, 2), "x"), null)));
    }

    [Fact]
    public void Keeps_members_by_position_and_members_by_id_apart()
    {
        var read = RoundTrip(new Positional("n", 4) { Extra = "e" });

        Assert.Equal(new Positional("n", 4) { Extra = "e" }, read);
    }

    [Fact]
    public void Restores_records_that_derive_from_records()
    {
        Positional value = new PositionalChild("n", 4, 1.5) { Extra = "e" };

        Assert.Equal(value, RoundTrip(value));
        Assert.IsType<PositionalChild>(RoundTrip(value));
    }

    [Fact]
    public void Restores_the_run_time_type_behind_a_base_class()
    {
        Shape shape = new Ring { Name = "ring", Radius = 2, Inner = 1 };

        var ring = Assert.IsType<Ring>(RoundTrip(shape));

        Assert.Equal(("ring", 2d, 1d), (ring.Name, ring.Radius, ring.Inner));
    }

    [Fact]
    public void Restores_members_that_code_outside_cannot_set()
    {
        var hidden = new Hidden("text", 41, 3) { Initialised = "i", Internal = 9, NotWritten = 1 };
        hidden.Bump();

        var read = RoundTrip(hidden);

        Assert.Equal(("text", 42), read.Inside);
        Assert.Equal((3, "i", "text!", 9), (read.GetOnly, read.Initialised, read.PrivateSetter, read.Internal));
        Assert.NotEqual(1, read.NotWritten);
    }

    [Fact]
    public void Leaves_members_without_an_id_as_the_constructor_made_them()
        => Assert.Equal("default", RoundTrip(new Node { NotWritten = "changed" }).NotWritten);

    [Fact]
    public void Restores_structs_and_required_members()
    {
        var read = RoundTrip(new Mutable { Number = 5, Items = [1, 2] });
        Assert.Equal(5, read.Number);
        Assert.Equal([1, 2], read.Items);

        var required = RoundTrip(new WithRequired { Name = "n", Number = 2 });
        Assert.Equal(("n", 2), (required.Name, required.Number));
    }

    [Fact]
    public void Restores_generic_classes_and_classes_nested_in_them()
    {
        var box = new Box<string, Point> { Items = { ["a"] = new(1, 2) }, Last = new(3, 4) };
        var read = RoundTrip(box);
        Assert.Equal(box.Items, read.Items);
        Assert.Equal(box.Last, read.Last);
        Assert.Equal("k", RoundTrip(new Box<string, int>.Inner { Key = "k" }).Key);
    }

    [Fact]
    public void Restores_null()
    {
        Assert.Null(RoundTrip<Basket?>(null));
        Assert.Null(RoundTrip<Node?>(null));
        Assert.Null(RoundTrip<object?>(null));
    }

    [Fact]
    public void Refuses_a_type_that_is_not_serializable_and_names_it()
    {
        var refusal = Assert.ThrowsAny<Exception>(() => Serializer.SerializeToArray<object>(new Stranger()));

        Assert.Contains(nameof(Stranger), refusal.ToString(), StringComparison.Ordinal);
        Assert.True(Serializer.CanSerialize<Basket>());
        Assert.False(Serializer.CanSerialize<Stranger>());
    }

    [Fact]
    public void Restores_long_lists_of_records()
    {
        ImmutableArray<Line> lines = [.. Enumerable.Range(0, 5000).Select(i => new Line($"p{i}", i, new Point(i, -i)))];

        Assert.Equal(lines, RoundTrip(lines).AsEnumerable());
    }
}
