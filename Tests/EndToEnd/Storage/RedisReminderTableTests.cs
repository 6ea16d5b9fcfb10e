using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansMicro.Tests.Shared.Storage;
using StackExchange.Redis;

namespace OrleansMicro.Tests.EndToEnd.Storage;

/// <summary>Reminders in Redis, and the form in which earlier versions wrote them.</summary>
public sealed class RedisReminderTableTests(RedisServer redis) : ReminderTableCompliance, IClassFixture<RedisServer>
{
    // As Orleans 10.4.2 writes them. The first part is its hash of the grain.
    private const string First = "\"FF275374\",\"sample/ring-1\",\"wake\",\"ETAG\",\"2026-01-02T03:04:05.0000000Z\",\"00:01:00\"";

    private readonly string _service = $"service-{Guid.NewGuid():N}";
    private IHost? _host;

    [SkippableTheory]
    [InlineData("sample/a", "E59CCE1B")]
    [InlineData("sample/0123456789abcdef", "F8848588")]
    [InlineData("sample/0123456789abcdef0123456789abcdef0123456789abcde", "A7D105ED")]
    [InlineData("orderrecovery/shard/\"15\" ü", "751ED84C")]
    public async Task Writes_what_an_earlier_version_reads(string grain, string hash)
    {
        var etag = await Table.UpsertRow(Entry(GrainId.Parse(grain), "wa\"ke"));
        using var raw = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var member = Assert.Single(await raw.GetDatabase().SortedSetRangeByRankAsync($"{_service}/reminders")).ToString();
        var id = grain.Replace("\"", "\\\"", StringComparison.Ordinal);
        Assert.Equal($"\"{hash}\",\"{id}\",\"wa\\\"ke\",\"{etag}\",\"2026-01-02T03:04:05.0000000Z\",\"00:01:00\"", member);
    }

    [SkippableFact]
    public async Task Reads_what_an_earlier_version_wrote()
    {
        using var raw = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        await raw.GetDatabase().SortedSetAddAsync($"{_service}/reminders", First, 0);
        var grain = GrainId.Create("sample", "ring-1");
        var read = await Table.ReadRow(grain, "wake");
        Assert.Equal("ETAG", read?.ETag);
        Assert.Equal(grain, Assert.Single((await Table.ReadRows(0, 0)).Reminders).GrainId);
        Assert.True(await Table.RemoveRow(grain, "wake", "ETAG"));
    }

    protected override async Task<IReminderTable> Open()
    {
        _host = await RedisHost.Start(redis, _service);
        return _host.Services.GetRequiredService<IReminderTable>();
    }

    protected override async Task Close()
    {
        await _host!.StopAsync();
        _host.Dispose();
    }
}
