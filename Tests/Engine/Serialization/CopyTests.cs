using System.Collections.Immutable;
using Orleans.Concurrency;
using static OrleansMicro.Tests.Engine.Serialization.SerializationFixture;

namespace OrleansMicro.Tests.Engine.Serialization;

public sealed class CopyTests
{
    [Fact]
    public void Shares_what_is_immutable()
    {
        var line = new Line("p", 1, default);
        var basket = new Basket("c", 1, [line], default, Size.Small);

        Assert.Same(basket, Copier.Copy(basket));
        Assert.Same(line, Copier.Copy(ImmutableArray.Create(line))[0]);
        Assert.Same(line, Copier.Copy(new List<Line> { line })[0]);
        Assert.Same(line, Copier.Copy<object>(line));
    }

    [Fact]
    public void Copies_what_can_change()
    {
        var shared = new Shared { First = [1, 2], Promised = [3] };

        var copy = Copier.Copy(shared);
        shared.First.Add(9);

        Assert.NotSame(shared, copy);
        Assert.Equal([1, 2], copy.First);
        Assert.Same(shared.Promised, copy.Promised);
    }

    [Fact]
    public void Copies_the_elements_of_collections_that_cannot_change_themselves()
    {
        var node = new Node { Name = "n" };

        var array = Copier.Copy(ImmutableArray.Create(node));
        var list = Copier.Copy(ImmutableList.Create(node));

        Assert.NotSame(node, array[0]);
        Assert.Equal("n", array[0].Name);
        Assert.NotSame(node, list[0]);
    }

    [Fact]
    public void Shares_what_is_wrapped_as_immutable()
    {
        List<int> list = [1];

        Assert.Same(list, Copier.Copy(list.AsImmutable()).Value);
        Assert.Equal(list, RoundTrip(new Immutable<List<int>>(list)).Value);
    }

    [Fact]
    public void Copies_derived_classes_private_members_and_structs()
    {
        Shape shape = new Ring { Name = "r", Radius = 2, Inner = 1 };
        var hidden = new Hidden("t", 1, 2);
        var structure = new Mutable { Items = [1] };

        var ring = Assert.IsType<Ring>(Copier.Copy(shape));
        var hiddenCopy = Copier.Copy(hidden);
        var structureCopy = Copier.Copy(structure);
        hidden.Bump();
        structure.Items.Add(2);

        Assert.NotSame(shape, ring);
        Assert.Equal(("r", 2d, 1d), (ring.Name, ring.Radius, ring.Inner));
        Assert.Equal(("t", 1), hiddenCopy.Inside);
        Assert.Equal([1], structureCopy.Items);
    }

    [Fact]
    public void Refuses_a_type_that_is_not_serializable_and_names_it()
    {
        var refusal = Assert.ThrowsAny<Exception>(() => Copier.Copy<object>(new Stranger()));

        Assert.Contains(nameof(Stranger), refusal.ToString(), StringComparison.Ordinal);
    }
}
