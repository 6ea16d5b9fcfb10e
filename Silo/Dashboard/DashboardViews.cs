using Orleans.Providers;

namespace OrleansMicro.Silo;

/// <summary>
/// The views of the dashboard. A view on one silo wakes the dashboard on all, because each silo measures itself. The message is a control command,
/// which <c>IManagementGrain</c> sends to the <see cref="IControllable"/> of the same name on every silo.
/// </summary>
internal sealed partial class DashboardViews(WhileViewed dashboard, IGrainFactory grains, TimeProvider clock, ILogger<DashboardViews> logger)
    : IControllable
{
    /// <summary>The name of the receivers.</summary>
    public const string Name = "operator-dashboard";

    /// <summary>The silos are notified of views at most once in this time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private long? _notifiedAt;

    /// <summary>The last message, which may be under way.</summary>
    public Task Notification { get; private set; } = Task.CompletedTask;

    /// <summary>Somebody looks at the dashboard of this silo. Does not wait for the others.</summary>
    public void Add()
    {
        dashboard.View();
        lock (_lock)
        {
            if (!Notification.IsCompleted || (_notifiedAt is { } notifiedAt && clock.GetElapsedTime(notifiedAt) < Interval))
                return;
            _notifiedAt = clock.GetTimestamp();
            Notification = NotifySilos();
        }
    }

    /// <summary>Somebody looks at the dashboard of some silo.</summary>
    public Task<object?> ExecuteCommand(int command, object? arg)
    {
        dashboard.View();
        return Task.FromResult<object?>(null);
    }

    private async Task NotifySilos()
    {
        try
        {
            await grains.GetGrain<IManagementGrain>(0).SendControlCommandToProvider<DashboardViews>(Name, command: 0);
        }
        catch (Exception e)
        {
            LogNotNotified(logger, e);
        }
    }

    [LoggerMessage(EventId = 2305, Level = LogLevel.Warning,
        Message = "The dashboard may show no counters of some silos, because they did not respond. The next view asks them again.")]
    private static partial void LogNotNotified(ILogger logger, Exception error);
}
