using System.Diagnostics;

namespace OrleansMicro.Tests.Shared;

/// <summary>Waits for something that happens by itself.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks until the condition holds; fails the test when it does not within 30 s.</summary>
    public static async Task Holds(Func<Task<bool>> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Patience, $"Not within {Patience}: {what}");
            await Task.Delay(20);
        }
    }

    /// <inheritdoc cref="Holds(Func{Task{bool}}, string)"/>
    public static Task Holds(Func<bool> condition, string what) => Holds(() => Task.FromResult(condition()), what);
}
