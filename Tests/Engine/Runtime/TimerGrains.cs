using System.Collections.Concurrent;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>A grain with a timer.</summary>
public interface ITimerGrain : IGrainWithStringKey
{
    Task Start(TimeSpan due, TimeSpan period, bool interleave, bool keepAlive);

    Task Change(TimeSpan due, TimeSpan period);

    Task Stop();

    /// <summary>Holds the grain, and ticks too where they don't interleave, until the gate opens.</summary>
    Task Hold(string gate);

    Task<int> Ticks();

    Task FailTicks();

    /// <summary>From the next tick on, ticks wait at the gate.</summary>
    Task HoldTicks(string gate);
}

public sealed class TimerGrain : Grain, ITimerGrain
{
    private IGrainTimer? _timer;
    private int _ticks;
    private bool _fails;
    private string? _gate;

    public Task Start(TimeSpan due, TimeSpan period, bool interleave, bool keepAlive)
    {
        _timer = this.RegisterGrainTimer(Tick, new() { DueTime = due, Period = period, Interleave = interleave, KeepAlive = keepAlive });
        return Task.CompletedTask;
    }

    public Task Change(TimeSpan due, TimeSpan period)
    {
        _timer!.Change(due, period);
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer!.Dispose();
        return Task.CompletedTask;
    }

    public async Task Hold(string gate)
    {
        Gates.Count(gate);
        await Gates.Pass(gate);
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public Task FailTicks()
    {
        _fails = true;
        return Task.CompletedTask;
    }

    public Task HoldTicks(string gate)
    {
        _gate = gate;
        return Task.CompletedTask;
    }

    private async Task Tick(CancellationToken cancellationToken)
    {
        _ticks++;
        Gates.Count("ticks of " + this.GetPrimaryKeyString());
        if (_fails)
            throw new ArithmeticException("The tick fails as it was told.");
        if (_gate is { } gate)
            await Gates.Pass(gate);
    }
}

/// <summary>A grain with a reminder.</summary>
public interface IReminderGrain : IGrainWithStringKey
{
    Task Remind(string name, TimeSpan due, TimeSpan period);

    Task<bool> Forget(string name);

    Task<string[]> Names();

    Task End();
}

public sealed class ReminderGrain : Grain, IReminderGrain, IRemindable
{
    /// <summary>The ticks of all grains, by key.</summary>
    public static ConcurrentDictionary<string, List<TickStatus>> Ticks { get; } = new();

    public Task Remind(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> Forget(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
            return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<string[]> Names() => [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order()];

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Ticks.AddOrUpdate(
            this.GetPrimaryKeyString(), _ => [status], (_, ticks) => [.. ticks, status]);
        return Task.CompletedTask;
    }
}
