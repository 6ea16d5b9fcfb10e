using OrleansMicro.Hosting;

namespace OrleansMicro.Tests.Hosting;

public sealed class ClusterConnectionOptionsTests
{
    [Fact]
    public void Two_passwords_are_refused_without_showing_them()
    {
        var options = new ClusterConnectionOptions { Redis = "redis:6379,password=abc", RedisPassword = "correct-horse-battery" };

        var result = new ClusterConnectionOptionsValidator().Validate(null, options);

        Assert.Contains("Cluster:RedisPassword", Assert.Single(result.Failures!), StringComparison.Ordinal);
        Assert.DoesNotContain("horse", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Grains_know_the_longest_call() => Assert.Equal(Limits.MaxCallTimeout, ClusterConnectionOptionsValidator.MaxCallTimeout);

    [Fact]
    public void A_call_lasts_longer_than_a_grain_waits_within_it()
    {
        var validator = new ClusterConnectionOptionsValidator();
        var result = validator.Validate(null, new() { CallTimeout = Limits.MaxCallWait });

        Assert.Contains("Cluster:CallTimeout", Assert.Single(result.Failures!), StringComparison.Ordinal);
        Assert.True(validator.Validate(null, new() { CallTimeout = Limits.MaxCallWait + TimeSpan.FromSeconds(1) }).Succeeded);
    }
}
