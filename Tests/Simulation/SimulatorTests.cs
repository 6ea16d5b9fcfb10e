using OrleansMicro.Simulation.Runs;
using OrleansMicro.Simulation.Scheduling;

namespace OrleansMicro.Tests.Simulation;

/// <summary>The simulator itself.</summary>
public sealed class SimulatorTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Time_passes_only_as_far_as_there_is_something_to_do()
    {
        var simulator = new Simulator(1);
        var at = new List<TimeSpan>();
        simulator.After(TimeSpan.FromSeconds(30), () => at.Add(simulator.Elapsed));
        simulator.After(TimeSpan.FromSeconds(10), () => at.Add(simulator.Elapsed));

        simulator.RunUntil(() => at.Count == 2, Minute);

        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)], at);
    }

    [Fact]
    public void A_dead_process_does_nothing_more()
    {
        var simulator = new Simulator(1);
        var process = new SimProcess(simulator, 1, "silo1", 1);
        var ran = 0;
        using var timer = process.Clock.CreateTimer(_ => ran++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        simulator.After(TimeSpan.FromSeconds(2.5), process.Kill);

        simulator.RunUntil(() => false, Minute);

        Assert.Equal(2, ran);
    }

    [Fact]
    public void A_stopped_process_ticks_once_when_it_goes_on()
    {
        var simulator = new Simulator(1);
        var process = new SimProcess(simulator, 1, "silo1", 1);
        var at = new List<double>();
        using var timer = process.Clock.CreateTimer(
            _ => at.Add(simulator.Elapsed.TotalSeconds), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        simulator.After(TimeSpan.FromSeconds(1.5), process.Pause);
        simulator.After(TimeSpan.FromSeconds(5.5), process.Resume);

        simulator.RunUntil(() => at.Count == 3, Minute);

        Assert.Equal([1, 5.5, 6], at.Select(static time => Math.Round(time, 3)));
    }

    [Fact]
    public void Awaits_of_a_process_come_back_to_it_in_virtual_time()
    {
        var simulator = new Simulator(1);
        var process = new SimProcess(simulator, 1, "client1", 1);
        var ended = TimeSpan.Zero;
        process.Run(() => _ = Wait());

        Assert.True(simulator.RunUntil(() => ended > TimeSpan.Zero, Minute));
        Assert.InRange(ended.TotalSeconds, 20, 20.1);

        async Task Wait()
        {
            await Task.Delay(TimeSpan.FromSeconds(20), process.Clock);
            ended = simulator.Elapsed;
        }
    }

    [Fact]
    public async Task Work_that_comes_back_from_another_thread_fails()
    {
        var failure = await FailureOf(static process =>
        {
            var thread = new Thread(() => process.Run(static () => { }));
            thread.Start();
            thread.Join();
        });

        Assert.Contains("another thread", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_on_another_thread_that_never_returns_fails()
    {
        var failure = await FailureOf(static _ =>
        {
            using var ended = new ManualResetEventSlim();
            ThreadPool.QueueUserWorkItem(_ => ended.Set());
            ended.Wait();
        });

        Assert.Contains("another thread", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_await_that_leaves_its_context_fails()
    {
        var failure = await FailureOf(static process => _ = Leave(process));

        Assert.Contains("another thread", failure, StringComparison.Ordinal);

        static async Task Leave(SimProcess process)
        {
            using var ended = new ManualResetEventSlim();
            var work = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var waiting = Wait(work.Task, ended);
            work.SetResult();
            ended.Wait();
            await waiting;
        }

        static async Task Wait(Task work, ManualResetEventSlim ended)
        {
            await work.ConfigureAwait(false);
            ended.Set();
        }
    }

    [Fact]
    public void The_wall_clock_jumps_and_the_other_does_not()
    {
        var simulator = new Simulator(1);
        var clock = new SimProcess(simulator, 1, "silo1", 1).Clock;
        var (time, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());

        clock.WallOffset = TimeSpan.FromSeconds(7);

        Assert.Equal(TimeSpan.FromSeconds(7), clock.GetUtcNow() - time);
        Assert.Equal(stamp, clock.GetTimestamp());
    }

    private static Task<string?> FailureOf(Action<SimProcess> step) => SeedThread.Run(() =>
    {
        var simulator = new Simulator(1);
        var process = new SimProcess(simulator, 1, "client1", 1);
        process.Run(() => step(process));
        simulator.After(TimeSpan.FromSeconds(1), static () => { });
        simulator.RunUntil(() => false, Minute);
        return simulator.Failure;
    });
}
