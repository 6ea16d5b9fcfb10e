using System.Net;
using StackExchange.Redis;

namespace OrleansMicro.Hosting;

/// <summary>
/// The one connection of this process to Redis, shared by membership, grain state and reminders. Orleans knows that it is shared, so the service
/// container closes it, after everything that uses it.
/// </summary>
public sealed class RedisConnection : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _multiplexer;

    internal RedisConnection(ConfigurationOptions configuration, ConnectionMultiplexer multiplexer, IPAddress localAddress) =>
        (Configuration, _multiplexer, LocalAddress) = (configuration, multiplexer, localAddress);

    /// <summary>What it was opened with. Orleans' validators require it even if a multiplexer is given.</summary>
    public ConfigurationOptions Configuration { get; }

    /// <summary>
    /// The address of this machine on the route to Redis. The other members of the cluster use the same Redis, so most likely they reach this
    /// address.
    /// </summary>
    public IPAddress LocalAddress { get; }

    /// <summary>The connection in the form in which Orleans' providers take it.</summary>
    public Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> ShareAsync() =>
        Task.FromResult(((IConnectionMultiplexer)_multiplexer, IsShared: true));

    public ValueTask DisposeAsync() => _multiplexer.DisposeAsync();
}
