using System.Collections.Concurrent;

namespace OrleansMicro.Tests.Engine.Runtime;

/// <summary>Doors in grain methods that tests open, and counters that grains leave behind; by name, because grains know no test.</summary>
public static class Gates
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource> Doors = new();
    private static readonly ConcurrentDictionary<string, int> Counters = new();

    /// <summary>Waits until the door is open.</summary>
    public static Task Pass(string name) => Door(name).Task;

    /// <summary>Opens the door.</summary>
    public static void Open(string name) => Door(name).TrySetResult();

    /// <summary>Counts one up.</summary>
    public static void Count(string name) => Counters.AddOrUpdate(name, 1, static (_, count) => count + 1);

    /// <summary>How far was counted.</summary>
    public static int Counted(string name) => Counters.GetValueOrDefault(name);

    private static TaskCompletionSource Door(string name) =>
        Doors.GetOrAdd(name, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
