using System.Diagnostics.Metrics;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Silo;

namespace OrleansMicro.Tests.Silo.Dashboard;

/// <summary>Orleans' dashboard in a real server reads instruments only while somebody looks.</summary>
public sealed class SleepingDashboardTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new();
    private SingleServer _server = null!;

    private IServiceProvider Services => _server.App.Services;

    public async Task InitializeAsync() => _server = await SingleServer.Start(
        builder => builder.Services.AddSingleton(services => SleepingDashboard.Create(services, _clock)));

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Counters_are_read_and_shown_only_while_it_is_viewed()
    {
        var gauge = new Gauge(Services.GetRequiredService<OrleansInstruments>().Meter);
        Assert.False(gauge.IsRead);
        (await _server.Client.Get("/silos")).MustBe(200);
        await Settle();
        Assert.False(gauge.IsRead);

        foreach (var value in new[] { 7, 8 })
        {
            gauge.Value = value;
            (await _server.Client.Get("/dashboard/version")).MustBe(200);
            await Settle();
            Assert.True(gauge.IsRead);

            // Reports are sent one after the other, so the first was received before this one began.
            await gauge.NextReading();
            await gauge.NextReading();
            Assert.Contains($$"""{"name":"{{Gauge.Name}}","value":"{{value}}",""", await Counters(), StringComparison.Ordinal);

            await Settle();
            _clock.Advance(WhileViewed.IdleTime);
            await Settle();
            Assert.False(gauge.IsRead);
        }
    }

    [Fact]
    public async Task Files_of_its_page_are_read_at_the_first_view()
    {
        var provider = Services.GetRequiredService(Services.GetRequiredService<DashboardTypes>().Assets!);
        var files = Assert.Single(provider.GetType().GetFields(BindingFlags.Instance | BindingFlags.NonPublic));
        Assert.Null(files.GetValue(provider));

        Assert.Contains("<html", (await _server.Client.Get("/dashboard/")).MustBe(200).Body, StringComparison.Ordinal);
        var read = files.GetValue(provider);
        (await _server.Client.Get("/dashboard/index.min.js")).MustBe(200);

        Assert.NotNull(read);
        Assert.Same(read, files.GetValue(provider));
    }

    // The message about a view may arrive late, and is a view again.
    private async Task Settle()
    {
        await Services.GetRequiredService<DashboardViews>().Notification;
        await Services.GetRequiredService<WhileViewed>().Change;
    }

    private async Task<string> Counters()
    {
        using var silos = JsonDocument.Parse((await _server.Client.Get("/silos")).Body);
        var silo = silos.RootElement[0].GetProperty("silo").GetString();
        return (await _server.Client.Get($"/dashboard/SiloCounters/{silo}")).MustBe(200).Body;
    }

    private sealed class Gauge
    {
        public const string Name = "sleeping-dashboard-test";
        private readonly Instrument _instrument;
        private TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Gauge(Meter meter) => _instrument = meter.CreateObservableGauge(Name, Read);

        public bool IsRead => _instrument.Enabled;

        public int Value { get; set; }

        public Task NextReading() => Volatile.Read(ref _reading).Task;

        private int Read()
        {
            Interlocked.Exchange(ref _reading, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
            return Value;
        }
    }
}
