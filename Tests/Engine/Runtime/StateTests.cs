using Orleans.Storage;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>State that is stored.</summary>
[Collection(RuntimeTests.Name)]
public sealed class StateTests(RuntimeCluster cluster)
{
    [Fact]
    public async Task Finds_its_state_again_in_the_next_activation()
    {
        var grain = Get();
        Assert.False(await grain.Exists());
        await grain.Write("kept");
        await grain.End();
        Assert.Equal("kept", await grain.Text());
        Assert.True(await grain.Exists());
    }

    [Fact]
    public async Task Forgets_what_was_cleared()
    {
        var grain = Get();
        await grain.Write("gone");
        await grain.Clear();
        Assert.Equal("", await grain.Text());
        Assert.False(await grain.Exists());
        await grain.Write("again");
        await grain.End();
        Assert.Equal("again", await grain.Text());
    }

    [Fact]
    public async Task Keeps_the_state_of_a_grain_that_derives_it_from_its_base_class()
    {
        var grain = cluster.Grains.GetGrain<IClassicGrain>(4711);
        Assert.Equal(2, await grain.Add(2));
        await grain.End();
        Assert.Equal(5, await grain.Add(3));
    }

    [Fact]
    public async Task Refuses_a_write_over_a_newer_state_and_starts_the_grain_anew()
    {
        var grain = Get();
        await grain.Write("mine");
        var first = await grain.ActivationId();
        await grain.Spoil();
        var error = await Assert.ThrowsAsync<InconsistentStateException>(() => grain.Write("lost"));
        Assert.NotNull(error.CurrentEtag);
        Assert.Equal("spoilt", await grain.Text());
        Assert.NotEqual(first, await grain.ActivationId());
    }

    [Fact]
    public async Task Writes_safely_while_another_write_is_under_way()
    {
        var key = RuntimeCluster.NewKey();
        var grain = cluster.Grains.GetGrain<IReentrantNoteGrain>(key);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(grain.Add));
        await grain.End();
        Assert.Equal(Enumerable.Range(0, 50), (await grain.Numbers()).Order());
    }

    [Fact]
    public async Task Writes_nothing_when_the_token_is_cancelled_already()
    {
        var grain = Get();
        await grain.WriteWithToken("written", canceled: false);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grain.WriteWithToken("not written", canceled: true));
        await grain.End();
        Assert.Equal("written", await grain.Text());
    }

    [Fact]
    public async Task Gives_callers_a_copy_of_what_the_grain_holds()
    {
        var grain = Get();
        await grain.Add(1);
        (await grain.Numbers()).Add(2);
        Assert.Equal([1], await grain.Numbers());
    }

    private INoteGrain Get() => cluster.Grains.GetGrain<INoteGrain>(RuntimeCluster.NewKey(), "OrleansMicro.Tests.Engine.Runtime.Note");
}
