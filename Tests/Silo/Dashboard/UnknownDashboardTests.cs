using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansMicro.Silo;

namespace OrleansMicro.Tests.Silo.Dashboard;

/// <summary>A version of Orleans whose dashboard has other internal types.</summary>
public sealed class UnknownDashboardTests
{
    [Fact]
    public void Types_of_this_version_are_known() =>
        Assert.Equal("", DashboardTypes.From(typeof(Orleans.Dashboard.ServiceCollectionExtensions).Assembly).Missing);

    [Fact]
    public async Task It_works_as_Orleans_made_it_and_a_warning_is_logged()
    {
        using var warnings = new Warnings();
        await using var server = await SingleServer.Start(builder =>
        {
            builder.Services.AddSingleton(DashboardTypes.From(typeof(UnknownDashboardTests).Assembly));
            builder.Logging.AddProvider(warnings);
        });

        Assert.Contains("<html", (await server.Client.Get("/dashboard/")).MustBe(200).Body, StringComparison.Ordinal);
        (await server.Client.Get("/dashboard/index.min.js")).MustBe(200);
        await server.App.Services.GetRequiredService<WhileViewed>().Change;
        var warning = Assert.Single(warnings.Lines, static line => line.StartsWith("230", StringComparison.Ordinal));
        Assert.StartsWith("2306 This version of Orleans has no Orleans.Dashboard.DashboardHost, Orleans.", warning, StringComparison.Ordinal);
    }

    private sealed class Warnings : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Lines.Enqueue($"{eventId.Id} {formatter(state, exception)}");
        }

        public void Dispose()
        {
        }
    }
}
