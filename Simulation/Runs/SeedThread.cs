namespace OrleansMicro.Simulation.Runs;

/// <summary>Runs a simulation on its own thread. On the thread pool, continuations would run inline.</summary>
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
