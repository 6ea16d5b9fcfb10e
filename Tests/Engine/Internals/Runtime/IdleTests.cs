using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Engine.Runtime;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>Collection of idle activations, wholly by a clock that the test moves; Orleans measures idleness by the real one.</summary>
public sealed class IdleTests : IClassFixture<IdleTests.Fixture>
{
    private static readonly TimeSpan Age = TimeSpan.FromMinutes(10);
    private readonly Fixture _fixture;

    public IdleTests(Fixture fixture) => _fixture = fixture;

    [Fact]
    public async Task Collects_what_was_idle_for_too_long()
    {
        var key = RuntimeCluster.NewKey();
        var grain = _fixture.Grains.GetGrain<ILifeGrain>(key);
        var first = await grain.ActivationId();
        await Pass(Age + TimeSpan.FromMinutes(2), () => LifeLog.Reasons.ContainsKey(key));
        Assert.Equal(DeactivationReasonCode.ActivationIdle, LifeLog.Reasons[key]);
        Assert.NotEqual(first, await grain.ActivationId());
    }

    [Fact]
    public async Task Keeps_what_asked_to_be_kept()
    {
        var (kept, idle) = (RuntimeCluster.NewKey(), RuntimeCluster.NewKey());
        var grain = _fixture.Grains.GetGrain<ILifeGrain>(kept);
        var first = await grain.ActivationId();
        await grain.Delay(TimeSpan.FromDays(1));
        await _fixture.Grains.GetGrain<ILifeGrain>(idle).ActivationId();
        await Pass(Age + TimeSpan.FromMinutes(2), () => LifeLog.Reasons.ContainsKey(idle));
        Assert.Equal(first, await grain.ActivationId());
    }

    private async Task Pass(TimeSpan time, Func<bool> condition)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(1))
            _fixture.Time.Advance(TimeSpan.FromMinutes(1));
        await Eventually.Holds(
            () =>
            {
                _fixture.Time.Advance(TimeSpan.FromSeconds(30));
                return condition();
            },
            "idle activations were collected");
    }

    public sealed class Fixture : RuntimeCluster
    {
        public ManualTime Time { get; } = new();

        protected override void Configure(ISiloBuilder silo)
        {
            silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.ActivationManagement, Time);
            silo.Services.Configure<GrainCollectionOptions>(options =>
            {
                options.CollectionAge = Age;
                options.CollectionQuantum = TimeSpan.FromMinutes(1);
            });
        }
    }
}
