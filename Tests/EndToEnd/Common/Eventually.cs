using System.Diagnostics;

namespace OrleansMicro.Tests.EndToEnd.Common;

/// <summary>Waits for what another process does in its own time. What happens in this process has a barrier instead: see <c>Tests</c>.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the condition holds; fails the test when it does not within 60 s.</summary>
    /// <param name="condition">Asked again and again.</param>
    /// <param name="what">What is waited for, for the message.</param>
    /// <param name="details">What explains a failure, such as a server's output.</param>
    public static async Task Holds(Func<Task<bool>> condition, string what, Func<string>? details = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Timeout, $"Timed out waiting for: {what}.\n{details?.Invoke()}");
            await Task.Delay(Pause);
        }
    }

    /// <inheritdoc cref="Holds(Func{Task{bool}}, string, Func{string})"/>
    public static Task Holds(Func<bool> condition, string what, Func<string>? details = null) =>
        Holds(() => Task.FromResult(condition()), what, details);
}
