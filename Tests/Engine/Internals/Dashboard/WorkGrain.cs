namespace OrleansMicro.Tests.Engine.Internals.Dashboard;

/// <summary>A grain that gives a dashboard something to show.</summary>
[Alias("OrleansMicro.Tests.IWorkGrain")]
public interface IWorkGrain : IGrainWithIntegerKey
{
    [Alias("Work")]
    Task<int> Work(int value);

    [Alias("Fail")]
    Task Fail(string secret);
}

/// <inheritdoc cref="IWorkGrain"/>
public sealed class WorkGrain : Grain, IWorkGrain
{
    public async Task<int> Work(int value)
    {
        await Task.Yield();
        return value;
    }

    public Task Fail(string secret) => throw new InvalidOperationException("This always fails.");
}
