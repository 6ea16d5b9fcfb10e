using System.Globalization;
using System.Net;
using OrleansMicro.Hosting;

namespace OrleansMicro.Tests.EndToEnd.Hosting;

/// <summary>A Redis that lets nobody in without a password, which is in a file.</summary>
public sealed class RedisPasswordTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime, IDisposable
{
    private const string Password = "correct-horse-battery";
    private readonly TempFolder _folder = new();

    public async Task InitializeAsync() => await redis.Command("CONFIG", "SET", "requirepass", Password);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Is_found_with_the_first_line_of_the_file()
    {
        var settings = Settings(Password + "\nsomething else\n");
        Assert.Equal(Password, settings.RedisConfiguration().Password);
        Assert.Equal(IPAddress.Loopback, await RedisRoute.Find(settings, TimeProvider.System));
    }

    [Theory]
    [InlineData("correct-horse-batterx")]
    [InlineData(null)]
    public async Task Is_not_taken_for_ready_without_the_right_one(string? password)
    {
        var failure = await Assert.ThrowsAsync<StartException>(() => RedisRoute.Find(Settings(password), TimeProvider.System));
        Assert.Contains("Cluster:Redis", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("batterx", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_or_empty_is_named()
    {
        var missing = new ClusterSettings { RedisPasswordFile = _folder.File("nowhere") };
        Assert.Contains("Cluster:RedisPasswordFile", Assert.Throws<StartException>(missing.RedisConfiguration).Message, StringComparison.Ordinal);
        Assert.Contains("Cluster:RedisPasswordFile", Assert.Throws<StartException>(Settings("\n").RedisConfiguration).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_passwords_are_refused()
    {
        var settings = new ClusterSettings { Redis = "redis:6379,password=abc", RedisPasswordFile = "/run/secrets/redis-password" };
        Assert.Contains("Cluster:RedisPasswordFile", Assert.Single(settings.Errors()), StringComparison.Ordinal);
    }

    private ClusterSettings Settings(string? content)
    {
        var settings = new ClusterSettings
        {
            Redis = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{redis.Port}"),
            RedisPatience = TimeSpan.Zero,
        };
        if (content is null)
            return settings;
        settings.RedisPasswordFile = _folder.File("password");
        File.WriteAllText(settings.RedisPasswordFile, content);
        return settings;
    }
}
