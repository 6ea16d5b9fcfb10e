using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Persistence;
using OrleansMicro.Tests.Common;
using StackExchange.Redis;

namespace OrleansMicro.Tests.Engine.Internals.Membership;

/// <summary>The table of a cluster in Redis.</summary>
public sealed class RedisSiloTableTests(RedisServer redis) : IClassFixture<RedisServer>, IDisposable
{
    private static readonly SiloAddress One = SiloAddress.New(IPAddress.Parse("10.0.0.1"), 11_111, 1);
    private static readonly SiloAddress Two = SiloAddress.New(IPAddress.Parse("10.0.0.2"), 11_111, 2);

    private readonly List<RedisSiloTable> _tables = [];
    private readonly string _cluster = $"cluster-{Guid.NewGuid():N}";

    [Fact]
    public async Task Counts_every_change_and_gives_back_what_is_known_of_a_silo()
    {
        var table = await Open();
        Assert.Equal(1, (await table.Set(Member(One, SiloStatus.Joining))).Version.Value);
        var answer = await table.Set(Member(One, SiloStatus.Active));
        Assert.Equal(2, answer.Version.Value);
        Assert.Equal(2, (await table.Set(Member(One, SiloStatus.Active))).Version.Value);
        Assert.Equal(Member(One, SiloStatus.Active), Assert.Single(answer.Rows).Member);
    }

    [Fact]
    public async Task Has_no_state_written_by_a_silo_that_is_declared_dead()
    {
        var table = await Open();
        await table.Set(Member(One, SiloStatus.Joining));
        await table.Set(Member(Two, SiloStatus.Joining));
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var state = $"{_cluster}/state";
        Assert.Equal(0, await Write(One, "", "a"));

        await table.DeclareDead(One, Two, null);

        Assert.Equal(RedisStorageScripts.Conflict, await Write(One, "a", "b"));
        Assert.Equal(0, await Write(Two, "a", "c"));

        async Task<int> Write(SiloAddress writer, string before, string after) => (int)await connection.GetDatabase().ScriptEvaluateAsync(
            RedisStorageScripts.Write, [state, table.Key], [before, after, "{}", "-1", RedisSiloFormat.StatusField(writer)]);
    }

    [Fact]
    public async Task Counts_renewals_without_a_new_version_and_keeps_suspicions()
    {
        var table = await Open();
        var joined = await table.Set(Member(One, SiloStatus.Joining));
        var answer = await table.Renew(One, [Two]);
        Assert.Equal(joined.Version, answer.Version);
        var row = Assert.Single(answer.Rows);
        Assert.Equal(Assert.Single(joined.Rows).Beat + 1, row.Beat);
        Assert.Equal(Two, Assert.Single(row.Suspects));
        Assert.Empty(Assert.Single((await table.Renew(One, [])).Rows).Suspects);
    }

    [Fact]
    public async Task Declares_dead_only_who_has_not_renewed_since()
    {
        var table = await Open();
        await table.Set(Member(One, SiloStatus.Joining));
        var beat = (await table.Set(Member(Two, SiloStatus.Joining))).Rows.Single(static row => row.Member.Address == Two).Beat;
        await table.Renew(Two, []);
        Assert.Equal(SiloStatus.Joining, StatusOf(Two, await table.DeclareDead(Two, One, beat)));
        var dead = await table.DeclareDead(Two, One, beat + 1);
        Assert.Equal(SiloStatus.Dead, StatusOf(Two, dead));
        Assert.Equal(3, dead.Version.Value);
    }

    [Fact]
    public async Task Keeps_the_dead_dead_and_gives_them_no_say()
    {
        var table = await Open();
        await table.Set(Member(One, SiloStatus.Joining));
        await table.Set(Member(Two, SiloStatus.Joining));
        await table.DeclareDead(Two, One, null);
        Assert.Equal(TableOutcome.Dead, (await table.Renew(Two, [])).Outcome);
        Assert.Equal(TableOutcome.Dead, (await table.Set(Member(Two, SiloStatus.Active))).Outcome);
        var answer = await table.DeclareDead(One, Two, null);
        Assert.Equal(TableOutcome.Dead, answer.Outcome);
        Assert.Equal(SiloStatus.Joining, StatusOf(One, answer));
    }

    [Fact]
    public async Task Tells_a_forgotten_silo_from_a_lost_table()
    {
        var table = await Open();
        Assert.Equal(TableOutcome.NoTable, (await table.Renew(One, [])).Outcome);
        await table.Set(Member(Two, SiloStatus.Joining));
        Assert.Equal(TableOutcome.Unknown, (await table.Renew(One, [])).Outcome);
        Assert.Equal(TableOutcome.Unknown, (await table.Set(Member(One, SiloStatus.Active))).Outcome);
    }

    [Fact]
    public async Task Restores_a_lost_table_once_with_a_higher_version()
    {
        var table = await Open();
        var view = MembershipView.Empty.With(Member(One, SiloStatus.Active)).With(Member(Two, SiloStatus.Dead));
        var answer = await table.Restore(view);
        Assert.True(answer.Version > view.Version);
        Assert.Equal(SiloStatus.Active, StatusOf(One, answer));
        Assert.Equal(SiloStatus.Dead, StatusOf(Two, answer));
        Assert.Equal(answer.Version, (await table.Restore(MembershipView.Empty)).Version);
    }

    [Fact]
    public async Task Raises_only_a_version_that_is_behind()
    {
        var table = await Open();
        await table.Set(Member(One, SiloStatus.Joining));
        Assert.Equal(1, (await table.RaiseVersion(new MembershipVersion(1))).Version.Value);
        Assert.True((await table.RaiseVersion(new MembershipVersion(7))).Version.Value > 7);
    }

    [Fact]
    public async Task Remembers_a_bounded_number_of_dead()
    {
        var table = await Open();
        TableAnswer? answer = null;
        for (var i = 1; i <= 60; i++)
        {
            var silo = SiloAddress.New(One.Endpoint, i);
            var member = Member(silo, SiloStatus.Joining) with { StartTime = DateTime.UnixEpoch.AddHours(i) };
            answer = await table.Set(member);
            if (i < 60)
                await table.Set(member with { Status = SiloStatus.Dead });
        }

        Assert.InRange(answer!.Rows.Length, 10, 30);
        Assert.Equal(SiloStatus.Dead, StatusOf(SiloAddress.New(One.Endpoint, 59), answer));
        Assert.Equal(SiloStatus.Joining, StatusOf(SiloAddress.New(One.Endpoint, 60), answer));
    }

    [Fact]
    public async Task Tells_others_of_a_change_and_not_another_cluster()
    {
        var (table, other, stranger) = (await Open(), await Open(), await Open("stranger"));
        var (told, wronglyTold) = (0, 0);
        other.Changed += () => Interlocked.Increment(ref told);
        stranger.Changed += () => Interlocked.Increment(ref wronglyTold);
        await table.Set(Member(One, SiloStatus.Joining));
        await Eventually.Holds(() => Volatile.Read(ref told) == 1, "the other is told");
        Assert.Empty((await stranger.Read()).Rows);
        Assert.Equal(0, Volatile.Read(ref wronglyTold));
    }

    public void Dispose() => _tables.ForEach(static table => table.Dispose());

    private static SiloStatus StatusOf(SiloAddress silo, TableAnswer answer) =>
        answer.Rows.Single(row => row.Member.Address == silo).Member.Status;

    private static SiloMember Member(SiloAddress silo, SiloStatus status) =>
        new(silo, "silo \"ü\"", status, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), 30_000);

    private async Task<RedisSiloTable> Open(string suffix = "")
    {
        var options = Options.Create(new RedisClusteringOptions { ConfigurationOptions = ConfigurationOptions.Parse(redis.ConnectionString) });
        var cluster = Options.Create(new ClusterOptions { ClusterId = _cluster + suffix, ServiceId = "tests" });
        var table = new RedisSiloTable(options, cluster, TimeProvider.System, NullLogger<RedisSiloTable>.Instance);
        _tables.Add(table);
        await table.StartAsync(CancellationToken.None);
        return table;
    }
}
