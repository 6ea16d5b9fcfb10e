namespace OrleansMicro.Simulation.Runs;

/// <summary>Runs something on a thread of its own: a simulation must not be on the thread pool, where continuations run at once.</summary>
internal static class SeedThread
{
    public static Task<T> Run<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                result.SetResult(work());
            }
            catch (Exception exception)
            {
                result.SetException(exception);
            }
        })
        {
            IsBackground = true,
            Name = "Simulation",
        };
        thread.Start();
        return result.Task;
    }
}
