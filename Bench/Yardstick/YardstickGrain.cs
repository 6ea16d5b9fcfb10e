namespace OrleansMicro.Bench.Yardstick;

/// <summary>A counter. Each call is one durable write.</summary>
public interface IYardstickGrain : IGrainWithStringKey
{
    /// <summary>Adds units and gives the total, once it is stored.</summary>
    Task<long> Add(int units);
}

/// <inheritdoc cref="IYardstickGrain"/>
internal sealed class YardstickGrain([PersistentState("total")] IPersistentState<YardstickState> row) : Grain, IYardstickGrain
{
    public async Task<long> Add(int units)
    {
        row.State.Total += units;
        await row.WriteStateAsync();
        return row.State.Total;
    }
}

/// <summary>What a counter stores.</summary>
public sealed class YardstickState
{
    /// <summary>Units ever added.</summary>
    public long Total { get; set; }
}
