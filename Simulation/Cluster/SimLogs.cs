using Microsoft.Extensions.Logging;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>Writes the log of a process to the trace.</summary>
internal sealed class SimLogs(Action<string> write) : ILoggerFactory
{
    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider)
    {
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Category(categoryName[(categoryName.LastIndexOf('.') + 1)..], write);

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Category(string category, Action<string> write) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                write($"{category}: {formatter(state, exception)}{(exception is null ? "" : $" {exception.GetType().Name}: {exception.Message}")}");
        }
    }
}
