using Orleans.Storage;
using OrleansMicro.Orders;

namespace OrleansMicro.Simulation.Mutations;

/// <summary>Changes the writes to storage.</summary>
internal sealed class StorageBug(IGrainStorage storage, Func<Task, Task> write) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        write(storage.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ClearStateAsync(stateName, grainId, grainState);
}

/// <summary>Writes orders otherwise than they are in memory.</summary>
internal sealed class OrderRowBug(IGrainStorage storage, Func<OrderState, OrderState> change) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.State is not OrderState order)
        {
            await storage.WriteStateAsync(stateName, grainId, grainState);
            return;
        }

        var row = new GrainState<OrderState>(change(order), grainState.ETag) { RecordExists = grainState.RecordExists };
        await storage.WriteStateAsync(stateName, grainId, row);
        (grainState.ETag, grainState.RecordExists) = (row.ETag, row.RecordExists);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        storage.ClearStateAsync(stateName, grainId, grainState);
}
