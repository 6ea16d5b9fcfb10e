using StackExchange.Redis;

namespace OrleansMicro.Hosting;

/// <summary>
/// The one connection of this process to Redis, for membership, grain state and reminders alike: commands of all three share its pipeline, and Redis keeps one client
/// instead of three. Orleans is told that it is shared, so it is the service container that closes it, after everything that was made with it.
/// </summary>
internal sealed class RedisConnection(ConfigurationOptions configuration) : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private ConnectionMultiplexer? _multiplexer;

    /// <summary>What it was configured with; Orleans' validators ask for it even where a multiplexer is given.</summary>
    public ConfigurationOptions Configuration { get; } = configuration;

    /// <summary>The connection, opened by the first caller. If opening fails, the next caller tries again.</summary>
    public async Task<(IConnectionMultiplexer Multiplexer, bool IsShared)> Open()
    {
        await _gate.WaitAsync();
        try
        {
            _multiplexer ??= await ConnectionMultiplexer.ConnectAsync(Configuration);
            return (_multiplexer, IsShared: true);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_multiplexer is not null)
            await _multiplexer.DisposeAsync();
        _gate.Dispose();
    }
}
