using System.Text.Json;
using OrleansMicro.Silo.Storage;
using OrleansMicro.Tests.Shared.Storage;

namespace OrleansMicro.Tests.Storage;

/// <summary>How stored state changes its schema.</summary>
public sealed class JsonGrainStorageSerializerTests
{
    private static readonly StateUpgrade NameToText = new(typeof(Sample), 1, static json =>
    {
        json["Text"] = json["Name"]?.DeepClone();
        json.Remove("Name");
        return json;
    });

    private static readonly StateUpgrade Doubled = new(typeof(Sample), 2, static json =>
    {
        json["Number"] = 2 * (int)json["Number"]!;
        return json;
    });

    [Fact]
    public void Writes_plain_json_while_there_is_one_version()
    {
        var json = SampleJson.Serializer().Serialize(new Sample { Text = "a", Number = 1 });
        Assert.Equal("""{"Text":"a","Number":1}""", json.ToString());
    }

    [Fact]
    public void Marks_later_versions_and_reads_them_back()
    {
        var serializer = SampleJson.Serializer(NameToText);
        var json = serializer.Serialize(new Sample { Text = "a", Number = 1 });
        Assert.Equal("""{"$schema":2,"Text":"a","Number":1}""", json.ToString());
        Assert.Equal(new Sample { Text = "a", Number = 1 }, serializer.Deserialize<Sample>(json));
    }

    [Fact]
    public void Upgrades_an_old_state_step_by_step()
    {
        var serializer = SampleJson.Serializer(Doubled, NameToText);
        var first = serializer.Deserialize<Sample>(new BinaryData("""{"Name":"a","Number":3}"""));
        var second = serializer.Deserialize<Sample>(new BinaryData("""{"$schema":2,"Text":"a","Number":3}"""));
        Assert.Equal(new Sample { Text = "a", Number = 6 }, first);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Refuses_a_state_of_a_newer_program()
    {
        var error = Assert.Throws<JsonException>(() =>
            SampleJson.Serializer().Deserialize<Sample>(new BinaryData("""{"$schema":2,"Text":"a"}""")));
        Assert.Contains("schema version 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_upgrades_with_a_gap() =>
        Assert.Throws<InvalidOperationException>(() => SampleJson.Serializer(Doubled));
}
