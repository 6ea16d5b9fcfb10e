using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;
using Orleans.Storage;
using Orleans.TestingHost;

namespace OrleansMicro.Tests.Silo;

/// <summary>An activation that is moved to another silo before it has read its state.</summary>
public sealed class MovedWhileLoadingTests
{
    [Fact]
    public async Task Reads_its_state_where_it_was_moved_to() =>
        Assert.Equal("stored", await CallMovedGrain(static silo => silo.Services.AddStateRows()));

    /// <summary>When this fails, Orleans is fixed: see docs/upstream/blank-state-after-migration.md.</summary>
    [Fact]
    public async Task Takes_a_blank_state_for_its_own_as_Orleans_comes() => Assert.Equal("", await CallMovedGrain(static _ => { }));

    private static async Task<string> CallMovedGrain(Action<ISiloBuilder> configure)
    {
        var storage = new SlowStorage();
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IGrainStorage>(storage);
            silo.Services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Critical));
            silo.Services.AddSingleton(storage);
            configure(silo);
        });
        await using var cluster = builder.Build();
        await cluster.DeployAsync();

        var answer = cluster.Client.GetGrain<IMovedGrain>("it").Get();
        var loading = await storage.Loading.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var target = cluster.Silos.Select(static silo => silo.SiloAddress).First(silo => !silo.Equals(loading.Address.SiloAddress));
        loading.Migrate(new() { [IPlacementDirector.PlacementHintKey] = target }, CancellationToken.None);
        return await answer;
    }
}

/// <summary>A grain with nothing but a state.</summary>
public interface IMovedGrain : IGrainWithStringKey
{
    /// <summary>The state.</summary>
    Task<string> Get();
}

/// <inheritdoc cref="IMovedGrain"/>
public sealed class MovedGrain : Grain, IMovedGrain
{
    private readonly IPersistentState<MovedState> _state;

    public MovedGrain([PersistentState("moved")] IPersistentState<MovedState> state, SlowStorage storage, IGrainContext context)
    {
        _state = state;
        storage.Activated(context);
    }

    public Task<string> Get() => Task.FromResult(_state.State.Text);
}

/// <summary>What the grain has.</summary>
[GenerateSerializer]
public sealed class MovedState
{
    /// <summary>Empty when it was never stored.</summary>
    [Id(0)]
    public string Text { get; set; } = "";
}

/// <summary>A storage that has the state of every grain, and whose first read never ends.</summary>
public sealed class SlowStorage : IGrainStorage
{
    private IGrainContext? _first;
    private int _reads;

    /// <summary>The activation whose read does not end.</summary>
    public TaskCompletionSource<IGrainContext> Loading { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Activated(IGrainContext context) => _first ??= context;

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Interlocked.Increment(ref _reads) == 1)
        {
            Loading.SetResult(_first!);
            await new TaskCompletionSource().Task;
        }

        ((MovedState)(object)grainState.State!).Text = "stored";
        (grainState.RecordExists, grainState.ETag) = (true, "1");
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();
}
