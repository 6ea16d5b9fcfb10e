using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using OrleansMicro.Tests.Engine.Serialization;

namespace OrleansMicro.Tests.Engine.Internals.Serialization;

/// <summary>What versions of a type and damaged messages do to a reader.</summary>
public sealed class WireFormatTests
{
    private static readonly SerializerContext Context = new(new ServiceCollection().BuildServiceProvider());

    [Fact]
    public void Skips_members_that_it_does_not_know()
    {
        var writer = new MessageWriter();
        List<int> list = [1, 2, 3];
        writer.WriteTag(0, WireType.Object);
        writer.WriteString(0, "name");
        writer.WriteNull(1);
        CodecOf<object>.Value.WriteField(ref writer, 8, list);
        writer.WriteEndObject();
        var newer = writer.ToArray();
        writer.Dispose();

        var reader = new MessageReader(newer, Context);
        var node = CodecOf<Node>.Value.ReadValue(ref reader, reader.ReadField());

        Assert.Equal("name", node.Name);
        Assert.Equal(newer.Length, reader.Position);
    }

    [Fact]
    public void Finds_an_object_that_is_referred_to_but_was_skipped()
    {
        List<int> list = [1, 2, 3];
        var writer = new MessageWriter();
        writer.WriteTag(0, WireType.Object);
        CodecOf<List<int>>.Value.WriteField(ref writer, 9, list);
        writer.WriteEndObject();
        CodecOf<List<int>>.Value.WriteField(ref writer, 0, list);
        var bytes = writer.ToArray();
        writer.Dispose();

        var reader = new MessageReader(bytes, Context);
        CodecOf<Node>.Value.ReadValue(ref reader, reader.ReadField());
        var read = CodecOf<List<int>>.Value.ReadValue(ref reader, reader.ReadField());

        Assert.Equal(list, read);
    }

    [Fact]
    public void Refuses_every_message_that_was_cut_off()
    {
        var serializer = new Serializer(Context);
        var bytes = serializer.SerializeToArray(new Basket("c", 1, [new Line("p", 2, new Point(3, 4))], default, Size.Large));

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<SerializerException>(() => serializer.Deserialize<Basket>(bytes[..length]));
        }
    }

    [Fact]
    public void Refuses_a_count_of_elements_that_cannot_be()
    {
        var writer = new MessageWriter();
        writer.WriteTag(0, WireType.Object);
        writer.WriteUInt32(0, int.MaxValue);
        var bytes = writer.ToArray();
        writer.Dispose();

        Assert.Throws<SerializerException>(() => new Serializer(Context).Deserialize<List<int>>(bytes));
    }

    [Fact]
    public void Names_a_type_once_in_a_message()
    {
        var serializer = new Serializer(Context);
        var one = serializer.SerializeToArray(new object[] { new Line("p", 1, default) });
        var two = serializer.SerializeToArray(new object[] { new Line("p", 1, default), new Line("p", 1, default) });

        Assert.True(two.Length - one.Length < one.Length / 2 + 8);
        Assert.DoesNotContain("System.Object", System.Text.Encoding.UTF8.GetString(one), StringComparison.Ordinal);
    }
}
