namespace OrleansMicro.Bench.Ping;

/// <summary>A grain that does nothing, so that what is measured is the call.</summary>
[Alias("OrleansMicro.Bench.IPingGrain")]
public interface IPingGrain : IGrainWithIntegerKey
{
    /// <summary>Returns its argument plus one.</summary>
    [Alias("Ping")]
    Task<long> Ping(long value);
}

/// <summary>The grain of <see cref="IPingGrain"/>.</summary>
public sealed class PingGrain : Grain, IPingGrain
{
    /// <inheritdoc/>
    public Task<long> Ping(long value) => Task.FromResult(value + 1);
}
