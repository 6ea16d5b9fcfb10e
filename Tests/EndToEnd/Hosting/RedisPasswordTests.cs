using System.Net;
using OrleansMicro.Hosting;

namespace OrleansMicro.Tests.EndToEnd.Hosting;

/// <summary>A Redis that requires a password.</summary>
public sealed class RedisPasswordTests(RedisServer redis) : IClassFixture<RedisServer>, IAsyncLifetime
{
    private const string Password = "correct-horse-battery";

    public async Task InitializeAsync() => await redis.Command("CONFIG", "SET", "requirepass", Password);

    public Task DisposeAsync() => Task.CompletedTask;

    [SkippableFact]
    public async Task The_connection_knows_the_local_address()
    {
        await using var connection = await RedisConnector.OpenAsync(Options(Password), TimeProvider.System);
        Assert.Equal(IPAddress.Loopback, connection.LocalAddress);
        Assert.True((await connection.ShareAsync()).Multiplexer.IsConnected);
    }

    [SkippableTheory]
    [InlineData("correct-horse-batterx")]
    [InlineData(null)]
    public async Task A_wrong_password_stops_the_start(string? password)
    {
        var failure = await Assert.ThrowsAsync<StartException>(() => RedisConnector.OpenAsync(Options(password), TimeProvider.System));
        Assert.Contains("Cluster:Redis", failure.Message, StringComparison.Ordinal);
        Assert.Contains("password", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("batterx", failure.ToString(), StringComparison.Ordinal);
    }

    private ClusterConnectionOptions Options(string? password) => new()
    {
        Redis = redis.Address,
        RedisPassword = password,
        RedisStartupTimeout = TimeSpan.Zero,
    };
}
