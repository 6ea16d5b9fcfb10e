using System.Net;
using Orleans.Dashboard;
using Orleans.Dashboard.Model;

namespace OrleansMicro.Tests.Engine.Internals.Dashboard;

/// <summary>What the status line of the dashboard says.</summary>
public sealed class HealthCheckTests
{
    private static readonly DateTime Now = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Three_silos_that_answer_are_healthy()
    {
        var health = Of(Silo(1), Silo(2), Silo(3));
        Assert.Equal((HealthLevel.Ok, "All 3 silos healthy"), (health.Level, health.Summary));
        Assert.Empty(health.Findings);
    }

    [Fact]
    public void A_dead_silo_is_named_with_the_time_of_its_death()
    {
        var health = Of(Silo(1), Silo(2, SiloStatus.Dead));
        Assert.Equal((HealthLevel.Bad, "silo-2 is dead since 11:59:30 UTC"), (health.Level, health.Summary));
    }

    [Fact]
    public void A_silo_that_stopped_in_order_is_no_trouble()
    {
        var health = Of(Silo(1), Silo(2, SiloStatus.Dead) with { LeftInOrder = true });
        Assert.Equal((HealthLevel.Ok, "The only silo is healthy"), (health.Level, health.Summary));
        Assert.Equal(HealthLevel.Info, Assert.Single(health.Findings).Level);
    }

    [Fact]
    public void A_dead_silo_that_was_started_again_is_no_trouble_any_more()
    {
        var again = Silo(2);
        var health = Of(Silo(1), Silo(2, SiloStatus.Dead), again with { Member = again.Member with { StartTime = Now.AddSeconds(-10) } });
        Assert.Equal(HealthLevel.Ok, health.Level);
    }

    [Fact]
    public void A_silo_that_owes_an_answer_for_long_is_unreachable()
    {
        var frozen = Silo(2) with { SilentSince = Now.AddSeconds(-6) };
        Assert.Equal(SiloCondition.Unreachable, HealthCheck.ConditionOf(frozen, Now));
        Assert.Equal("silo-2 does not answer since 11:59:54 UTC", Of(Silo(1), frozen).Summary);
        Assert.Equal(HealthLevel.Ok, Of(Silo(1), Silo(2) with { SilentSince = Now.AddSeconds(-1) }).Level);
    }

    [Fact]
    public void No_active_silo_is_the_worst() =>
        Assert.Contains(Of(Silo(1, SiloStatus.Joining)).Findings, static finding => finding is { Level: HealthLevel.Bad, Silo: null });

    [Fact]
    public void A_silo_that_joins_for_minutes_hangs() =>
        Assert.Equal(HealthLevel.Warning, Of(Silo(1), Silo(2, SiloStatus.Joining) with { Since = Now.AddMinutes(-3) }).Level);

    [Theory]
    [InlineData(1_000, 4, nameof(HealthLevel.Ok))]
    [InlineData(1_000, 20, nameof(HealthLevel.Warning))]
    [InlineData(100, 20, nameof(HealthLevel.Bad))]
    [InlineData(2, 2, nameof(HealthLevel.Ok))]
    public void Failing_calls_are_trouble_when_they_are_many(long calls, long errors, string expected) =>
        Assert.Equal(expected, Of(Silo(1, figures: new SiloReport { Recent = new MethodReport { Calls = calls, Errors = errors } })).Level.ToString());

    [Theory]
    [InlineData(100, nameof(HealthLevel.Ok))]
    [InlineData(1_500, nameof(HealthLevel.Warning))]
    [InlineData(9_000, nameof(HealthLevel.Bad))]
    public void Slow_calls_are_trouble(int milliseconds, string expected)
    {
        var bucket = (byte)LatencyScale.BucketOf(TimeSpan.FromMilliseconds(milliseconds));
        var figures = new SiloReport { Recent = new MethodReport { Calls = 10, Durations = [new(bucket, 10)] } };
        Assert.Equal(expected, Of(Silo(1, figures: figures)).Level.ToString());
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Load_is_trouble(object process, object expected) =>
        Assert.Equal(expected, Of(Silo(1, figures: new SiloReport { Process = (ProcessReport)process })).Level);

    [Fact]
    public void The_worst_comes_first_and_the_others_are_counted()
    {
        var busy = Silo(1, figures: new SiloReport { Process = new ProcessReport { CpuPercent = 99 } });
        var health = Of(busy, Silo(2, SiloStatus.Dead));
        Assert.Equal("silo-2 is dead since 11:59:30 UTC, and 1 more", health.Summary);
    }

    public static TheoryData<object, object> Loads() => new()
    {
        { new ProcessReport { CpuPercent = 50 }, HealthLevel.Ok },
        { new ProcessReport { CpuPercent = 97 }, HealthLevel.Warning },
        { new ProcessReport { RefusedPerSecond = 0.5 }, HealthLevel.Bad },
        { new ProcessReport { LagMilliseconds = 800 }, HealthLevel.Warning },
        { new ProcessReport { LagMilliseconds = 8_000 }, HealthLevel.Bad },
        { new ProcessReport { ThreadPoolQueue = 20_000 }, HealthLevel.Warning },
        { new ProcessReport { WorkingSetBytes = 90, MemoryLimitBytes = 100 }, HealthLevel.Warning },
        { new ProcessReport { WorkingSetBytes = 97, MemoryLimitBytes = 100 }, HealthLevel.Bad },
    };

    private static HealthData Of(params SiloState[] silos) => HealthCheck.Of(new ClusterReport(Now, 1, silos));

    private static SiloState Silo(int number, SiloStatus status = SiloStatus.Active, SiloReport? figures = null)
    {
        var member = new SiloMember(
            SiloAddress.New(IPAddress.Loopback, 11110 + number, number), $"silo-{number}", status, Now.AddHours(-1), 30000 + number);
        return new SiloState(member, Now.AddSeconds(-30), LeftInOrder: false, figures ?? new SiloReport(), Now);
    }
}
