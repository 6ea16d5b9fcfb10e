namespace OrleansMicro;

/// <summary>Waits within a grain call that end before the call's response timeout.</summary>
internal static class CallWait
{
    private const ConfigureAwaitOptions AnyEnd = ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext;

    /// <summary>Whether work that goes on in any case ends in time, with a result or an exception.</summary>
    public static async ValueTask<bool> EndsWithin(this Task work, TimeSpan timeout, TimeProvider clock)
    {
        if (!work.IsCompleted && timeout > TimeSpan.Zero)
            await work.WaitAsync(timeout, clock).ConfigureAwait(AnyEnd);
        return work.IsCompleted;
    }
}
