using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Dashboard.Model;
using Orleans.Runtime;

namespace Orleans.Dashboard;

/// <summary>The figures as JSON: <c>data</c> and <c>reminders</c>, described in docs/dashboard.md.</summary>
internal sealed class DashboardEndpoints(
    ClusterStatistics statistics, IOptions<DashboardOptions> options, IOptions<ClusterOptions> cluster, TimeProvider time, IServiceProvider services)
{
    private static readonly TimeSpan ReminderTimeLimit = TimeSpan.FromSeconds(10);

    /// <summary>Maps both.</summary>
    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/data", WriteData);
        group.MapGet("/reminders", WriteReminders);
    }

    /// <summary>The figures, which are gathered at most once per interval however many look at them.</summary>
    public async Task<DashboardData> GetData()
    {
        // A little less than the interval, so that one who asks with every beat always sees new figures.
        var interval = options.Value.CounterUpdateIntervalMs;
        var report = await statistics.GetAsync(TimeSpan.FromMilliseconds(interval * 0.8));
        var health = HealthCheck.Of(report);
        return new DashboardData
        {
            GeneratedAt = report.TakenAt,
            ClusterId = cluster.Value.ClusterId,
            ServedBy = services.GetService<ILocalSiloDetails>()?.Name ?? "a client of the cluster",
            IntervalMs = interval,
            HistorySeconds = options.Value.HistoryLength,
            Health = health,
            Silos = DashboardBuilder.Silos(report, health, options.Value.HistoryLength),
            Grains = DashboardBuilder.Grains(report),
            Methods = DashboardBuilder.Methods(report),
            Errors = DashboardBuilder.Errors(report),
            HasReminders = services.GetService<IReminderTable>() is not null,
        };
    }

    private async Task WriteData(HttpContext http) => await Write(http, await GetData(), DashboardJson.Default.DashboardData);

    private async Task WriteReminders(HttpContext http)
    {
        if (services.GetService<IReminderTable>() is not { } table)
        {
            await Write(http, new ReminderPage([], null), DashboardJson.Default.ReminderPage);
            return;
        }

        try
        {
            var page = await new ReminderReader(table, time).Read(http.Request.Query["after"]).WaitAsync(ReminderTimeLimit, time, http.RequestAborted);
            await Write(http, page, DashboardJson.Default.ReminderPage);
        }
        catch (TimeoutException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static Task Write<T>(HttpContext http, T value, JsonTypeInfo<T> type)
    {
        DashboardPage.Protect(http.Response);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.ContentType = "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(http.Response.Body, value, type, http.RequestAborted);
    }
}
