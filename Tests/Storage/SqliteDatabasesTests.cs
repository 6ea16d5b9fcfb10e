using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Tests.Storage;

/// <summary>When a server does what takes time.</summary>
public sealed class SqliteDatabasesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Host _host = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Keys_are_read_once_the_server_has_started(bool openedBefore)
    {
        using var databases = new SqliteDatabases(new Settings(_folder.File("test.db")), NullLoggerFactory.Instance, _host);
        if (openedBefore)
            Assert.False(databases.Get("").ReadsKeysAhead);

        _host.Started.Cancel();

        Assert.True(databases.Get("").ReadsKeysAhead);
        Assert.True(SpinWait.SpinUntil(() => databases.Get("").Keys.IsComplete, TimeSpan.FromSeconds(30)));
    }

    public void Dispose()
    {
        _host.Started.Dispose();
        _folder.Dispose();
    }

    private sealed class Host : IHostApplicationLifetime
    {
        public CancellationTokenSource Started { get; } = new();

        public CancellationToken ApplicationStarted => Started.Token;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }

    private sealed class Settings(string path) : IOptionsMonitor<SqliteStorageOptions>
    {
        public SqliteStorageOptions CurrentValue { get; } = new() { Path = path, SoleWriter = true };

        public SqliteStorageOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<SqliteStorageOptions, string?> listener) => null;
    }
}
