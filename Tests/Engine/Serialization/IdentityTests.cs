using static OrleansMicro.Tests.Engine.Serialization.SerializationFixture;

namespace OrleansMicro.Tests.Engine.Serialization;

public sealed class IdentityTests
{
    [Theory, InlineData(true), InlineData(false)]
    public void Keeps_an_object_that_is_met_twice_one_object(bool copy)
    {
        List<int> list = [1];
        var both = new Shared { First = list, Second = list };

        var read = copy ? Copier.Copy(both) : RoundTrip(both);

        Assert.NotSame(list, read.First);
        Assert.Same(read.First, read.Second);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Keeps_cycles(bool copy)
    {
        var first = new Node { Name = "first" };
        var second = new Node { Name = "second", Next = first, Children = { first } };
        first.Next = second;
        first.Anything = first;

        var read = copy ? Copier.Copy(first) : RoundTrip(first);

        Assert.NotSame(first, read);
        Assert.Same(read, read.Next!.Next);
        Assert.Same(read, read.Next.Children[0]);
        Assert.Same(read, read.Anything);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Keeps_a_list_that_contains_itself(bool copy)
    {
        List<object> list = ["x"];
        list.Add(list);

        var read = copy ? Copier.Copy(list) : RoundTrip(list);

        Assert.Same(read, read[1]);
    }

    [Fact]
    public void Keeps_identity_among_more_objects_than_are_searched_one_by_one()
    {
        var nodes = Enumerable.Range(0, 200).Select(i => new Node { Name = $"{i}" }).ToList();
        nodes.AddRange(nodes.ToArray());

        foreach (var read in new[] { RoundTrip(nodes), Copier.Copy(nodes) })
        {
            Assert.Equal(400, read.Count);
            Assert.All(Enumerable.Range(0, 200), i => Assert.Same(read[i], read[i + 200]));
            Assert.Equal("199", read[399].Name);
        }
    }

    [Fact]
    public void Restores_a_chain_of_a_thousand_objects()
    {
        var head = new Node { Name = "0" };
        for (var i = 1; i < 1000; i++)
        {
            head = new Node { Name = $"{i}", Next = head };
        }

        var read = RoundTrip(head);

        Assert.Equal("999", read.Name);
        Assert.Equal(1000, Count(Copier.Copy(read)));

        static int Count(Node? node)
        {
            var count = 0;
            for (; node is not null; node = node.Next)
            {
                count++;
            }

            return count;
        }
    }
}
