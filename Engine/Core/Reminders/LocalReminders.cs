using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Hosting;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>Ticks the reminders of one part of the hash ring: each active silo has an equal part, in the order of their addresses.</summary>
internal sealed partial class LocalReminders(
    IServiceProvider services,
    SiloRuntime silo,
    IMembership membership,
    IGrainFactory grains,
    IOptions<ReminderOptions> options,
    [FromKeyedServices(ReminderTimeProviderNames.Reminders)] TimeProvider time,
    ILogger<LocalReminders> logger)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(GrainId Grain, string Name), LocalReminder> _reminders = [];
    private readonly SemaphoreSlim _oneReader = new(1, 1);
    private IReminderTable? _table;
    private HashSet<(GrainId Grain, string Name)>? _changedWhileReading;
    private ITimer? _refresh;
    private volatile bool _isRunning;

    /// <summary>This silo.</summary>
    public SiloAddress SiloAddress => silo.SiloAddress;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe(nameof(LocalReminders) + ".Table", ServiceLifecycleStage.RuntimeGrainServices, StartTable, StopTable);
        lifecycle.Subscribe(nameof(LocalReminders), ServiceLifecycleStage.Active, Start, Stop);
    }

    /// <inheritdoc/>
    public void Dispose() => _oneReader.Dispose();

    /// <summary>The silo that ticks the reminders of a grain, or null if none is active.</summary>
    public SiloAddress? OwnerOf(GrainId grainId)
    {
        var active = membership.Current.Active;
        for (var i = 0; i < active.Length; i++)
        {
            if (ReminderRange.Of(i, active.Length).Contains(grainId))
                return active[i];
        }

        return null;
    }

    /// <summary>Reads a reminder again after it was changed.</summary>
    public async Task Reload(GrainId grainId, string reminderName)
    {
        if (_table is not { } table || !_isRunning)
            return;
        var row = await table.ReadRow(grainId, reminderName);
        lock (_lock)
        {
            _changedWhileReading?.Add((grainId, reminderName));
            Apply(grainId, reminderName, row);
        }
    }

    /// <summary>Delivers a tick.</summary>
    internal async Task Deliver(ReminderEntry entry)
    {
        var status = new TickStatus(entry.StartAt, entry.Period, time.GetUtcNow().UtcDateTime);
        try
        {
            await grains.GetGrain<IRemindable>(entry.GrainId).ReceiveReminder(entry.ReminderName, status);
        }
        catch (Exception exception)
        {
            LogTickFailed(logger, exception, entry.ReminderName, entry.GrainId);
        }
    }

    private async Task StartTable(CancellationToken cancellationToken)
    {
        _table = services.GetService<IReminderTable>();
        if (_table is not null)
            await _table.StartAsync(cancellationToken);
    }

    private Task StopTable(CancellationToken cancellationToken) => _table?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    private async Task Start(CancellationToken cancellationToken)
    {
        if (_table is null)
            return;
        _isRunning = true;
        membership.Changed += OnMembershipChanged;
        var period = options.Value.RefreshReminderListPeriod;
        _refresh = time.CreateTimer(static state => _ = ((LocalReminders)state!).ReadRange(), this, period, period);
        await ReadRange();
    }

    private async Task Stop(CancellationToken cancellationToken)
    {
        _isRunning = false;
        membership.Changed -= OnMembershipChanged;
        if (_refresh is { } refresh)
            await refresh.DisposeAsync();
        Keep(static _ => false);
    }

    private void OnMembershipChanged(MembershipView view) => _ = ReadRange();

    private async Task ReadRange()
    {
        await _oneReader.WaitAsync();
        try
        {
            var active = membership.Current.Active;
            var index = Array.IndexOf(active, SiloAddress);
            if (!_isRunning || _table is null)
                return;
            if (index < 0)
            {
                Keep(static _ => false);
                return;
            }

            var range = ReminderRange.Of(index, active.Length);
            lock (_lock)
                _changedWhileReading = [];
            var rows = (await _table.ReadRows(range.Begin, range.End)).Reminders;
            lock (_lock)
                ApplyAll(rows, _changedWhileReading);
        }
        catch (Exception exception)
        {
            LogReadFailed(logger, exception);
        }
        finally
        {
            lock (_lock)
                _changedWhileReading = null;
            _oneReader.Release();
        }
    }

    /// <summary>Takes over what was read, but for what was changed since the reading began: the rows may be from before.</summary>
    private void ApplyAll(IEnumerable<ReminderEntry> rows, HashSet<(GrainId Grain, string Name)> changed)
    {
        var found = new Dictionary<(GrainId GrainId, string ReminderName), ReminderEntry>();
        foreach (var row in rows)
            found[(row.GrainId, row.ReminderName)] = row;
        Keep(key => found.ContainsKey(key) || changed.Contains(key));
        foreach (var (key, row) in found)
        {
            if (!changed.Contains(key))
                Apply(key.GrainId, key.ReminderName, row);
        }
    }

    private void Apply(GrainId grainId, string name, ReminderEntry? row)
    {
        var key = (grainId, name);
        if (_reminders.TryGetValue(key, out var known))
        {
            if (row is not null && known.Entry.ETag == row.ETag)
                return;
            known.Dispose();
            _reminders.Remove(key);
        }

        // One that is due later is left to a later reading of the table.
        if (row is not null && _isRunning && LocalReminder.TimeToNext(row, time) <= options.Value.ReminderLoadingWindow)
            _reminders[key] = new LocalReminder(row, this, time);
    }

    private void Keep(Func<(GrainId, string), bool> isWanted)
    {
        lock (_lock)
        {
            foreach (var (key, reminder) in _reminders.Where(pair => !isWanted(pair.Key)).ToList())
            {
                reminder.Dispose();
                _reminders.Remove(key);
            }
        }
    }

    [LoggerMessage(EventId = 1311, Level = LogLevel.Warning, Message = "A tick of reminder {Reminder} failed at {GrainId}.")]
    private static partial void LogTickFailed(ILogger logger, Exception exception, string reminder, GrainId grainId);

    [LoggerMessage(EventId = 1312, Level = LogLevel.Error, Message = "The reminder table could not be read; it is read again later.")]
    private static partial void LogReadFailed(ILogger logger, Exception exception);
}
