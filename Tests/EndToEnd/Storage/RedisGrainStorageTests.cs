using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Storage;
using OrleansMicro.Tests.Shared.Storage;
using StackExchange.Redis;

namespace OrleansMicro.Tests.EndToEnd.Storage;

/// <summary>Grain state in Redis, and the form in which earlier versions wrote it.</summary>
public sealed class RedisGrainStorageTests(RedisServer redis) : GrainStorageCompliance, IClassFixture<RedisServer>
{
    private readonly string _service = $"service-{Guid.NewGuid():N}";
    private IHost? _host;

    [SkippableFact]
    public async Task Reads_what_an_earlier_version_wrote()
    {
        using var raw = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await raw.GetDatabase().HashSetAsync($"{_service}/state/sample/shop/ä-1/state",
            [new HashEntry("etag", "0a1b2c"), new HashEntry("data", """{"Text":"of an earlier version","Number":7}""")]);
        var state = await Read(GrainId.Create("sample", "shop/ä-1"));
        Assert.Equal(new Sample { Text = "of an earlier version", Number = 7 }, state.State);
        Assert.Equal("0a1b2c", state.ETag);
        state.State = new Sample { Text = "carried on" };
        await Storage.WriteStateAsync("state", GrainId.Create("sample", "shop/ä-1"), state);
    }

    [SkippableFact]
    public async Task Writes_what_an_earlier_version_reads()
    {
        var state = await Write(GrainId.Create("sample", "shop/1"), "mine");
        using var raw = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var fields = await raw.GetDatabase().HashGetAllAsync($"{_service}/state/sample/shop/1/state");
        Assert.Equal(["data", "etag"], fields.Select(field => field.Name.ToString()).Order());
        Assert.Equal("""{"Text":"mine","Number":0}""", fields.Single(field => field.Name == "data").Value.ToString());
        Assert.Equal(state.ETag, fields.Single(field => field.Name == "etag").Value.ToString());
        Assert.True(Guid.TryParseExact(state.ETag, "N", out _));
    }

    [SkippableFact]
    public async Task Keeps_an_empty_field_and_a_new_version_of_what_was_cleared()
    {
        var grain = GrainId.Create("sample", "cleared");
        var state = await Write(grain, "one");
        var before = state.ETag;
        await Storage.ClearStateAsync("state", grain, state);
        using var raw = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var key = $"{_service}/state/sample/cleared/state";
        Assert.Equal("", (await raw.GetDatabase().HashGetAsync(key, "data")).ToString());
        Assert.NotEqual(before, state.ETag);
        Assert.Equal(state.ETag, (await raw.GetDatabase().HashGetAsync(key, "etag")).ToString());
    }

    [SkippableFact]
    public async Task Fails_a_write_while_Redis_is_away_and_serves_the_next()
    {
        var grain = GrainId.Create("sample", "away");
        var state = await Write(grain, "before");
        await redis.Stop();
        state.State = new Sample { Text = "lost or not" };
        await Assert.ThrowsAnyAsync<Exception>(() => Storage.WriteStateAsync("state", grain, state));
        await redis.Start();
        await Eventually.Holds(async () => await Reads(grain) is "before" or "lost or not", "Redis is reached again");
        state = await Read(grain);
        state.State = new Sample { Text = "after" };
        await Storage.WriteStateAsync("state", grain, state);
        Assert.Equal("after", await Reads(grain));
    }

    protected override async Task<IGrainStorage> Open()
    {
        _host = await RedisHost.Start(redis, _service);
        return _host.Services.GetRequiredKeyedService<IGrainStorage>("Default");
    }

    protected override async Task Close()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }

    private async Task<string?> Reads(GrainId grain)
    {
        try
        {
            return (await Read(grain)).State!.Text;
        }
        catch (Exception exception) when (exception.GetType().Name == "RedisStorageException")
        {
            return null;
        }
    }
}
