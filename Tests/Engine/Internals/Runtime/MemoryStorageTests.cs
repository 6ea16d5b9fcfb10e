using Orleans.Storage;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>The area in which a cluster keeps its in-memory states.</summary>
public sealed class MemoryStorageTests
{
    private static readonly GrainId Grain = GrainId.Create("note", "1");

    [Fact]
    public void Writes_only_over_the_version_that_was_read()
    {
        var area = new MemoryStorageArea();
        var first = area.Write("p", "s", Grain, new BinaryData("one"), null);
        var second = area.Write("p", "s", Grain, new BinaryData("two"), first);
        var error = Assert.Throws<InconsistentStateException>(() => area.Write("p", "s", Grain, new BinaryData("three"), first));
        Assert.Equal((second, first), (error.StoredEtag, error.CurrentEtag));
        Assert.Throws<InconsistentStateException>(() => area.Write("p", "s", Grain, new BinaryData("three"), null));
        Assert.True(area.TryRead("p", "s", Grain, out var data, out var etag));
        Assert.Equal(("two", second), (data.ToString(), etag));
    }

    [Fact]
    public void Clears_only_the_version_that_was_read()
    {
        var area = new MemoryStorageArea();
        area.Clear("p", "s", Grain, null);
        var etag = area.Write("p", "s", Grain, new BinaryData("one"), null);
        Assert.Throws<InconsistentStateException>(() => area.Clear("p", "s", Grain, "other"));
        area.Clear("p", "s", Grain, etag);
        Assert.False(area.TryRead("p", "s", Grain, out _, out _));
        Assert.Throws<InconsistentStateException>(() => area.Write("p", "s", Grain, new BinaryData("two"), etag));
    }

    [Fact]
    public void Keeps_providers_states_and_grains_apart()
    {
        var area = new MemoryStorageArea();
        area.Write("p", "s", Grain, new BinaryData("one"), null);
        area.Write("q", "s", Grain, new BinaryData("two"), null);
        area.Write("p", "t", Grain, new BinaryData("three"), null);
        area.Write("p", "s", GrainId.Create("note", "2"), new BinaryData("four"), null);
        Assert.True(area.TryRead("p", "s", Grain, out var data, out _));
        Assert.Equal("one", data.ToString());
    }
}
