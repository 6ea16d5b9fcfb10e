using Orleans.Storage;

namespace OrleansMicro.Tests.Common;

public sealed class TranslatingStorageTests
{
    private static readonly GrainId Grain = GrainId.Create("stock", "s1/p1");

    public static TheoryData<string> Operations => ["read", "write", "clear"];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Hides_the_exception_of_a_provider_that_is_unavailable(string operation)
    {
        var failure = new IOException("no connection");

        var thrown = await Assert.ThrowsAsync<StorageUnavailableException>(() => Run(operation, Task.FromException(failure)));

        Assert.Equal(failure.Message, thrown.Message);
        Assert.Null(thrown.InnerException);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Throws_other_exceptions_on_as_they_are(string operation)
    {
        var conflict = new InconsistentStateException("another writer came first");

        var thrown = await Assert.ThrowsAsync<InconsistentStateException>(() => Run(operation, Task.FromException(conflict)));

        Assert.Same(conflict, thrown);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Passes_the_call_on(string operation)
    {
        var provider = new Provider(Task.CompletedTask);
        var state = new GrainState<string>();

        await Call(new TranslatingStorage(provider, static _ => true), operation, state);

        Assert.Equal([(operation, "state", Grain, state)], provider.Calls);
    }

    private static Task Run(string operation, Task outcome) =>
        Call(new TranslatingStorage(new Provider(outcome), static e => e is IOException), operation, new GrainState<string>());

    private static Task Call(TranslatingStorage storage, string operation, GrainState<string> state) => operation switch
    {
        "read" => storage.ReadStateAsync("state", Grain, state),
        "write" => storage.WriteStateAsync("state", Grain, state),
        _ => storage.ClearStateAsync("state", Grain, state),
    };

    /// <summary>Records the calls, and ends as the test configured.</summary>
    private sealed class Provider(Task outcome) : IGrainStorage
    {
        public List<(string Operation, string StateName, GrainId Grain, object State)> Calls { get; } = [];

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Note("read", stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Note("write", stateName, grainId, grainState);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Note("clear", stateName, grainId, grainState);

        private Task Note(string operation, string stateName, GrainId grain, object state)
        {
            Calls.Add((operation, stateName, grain, state));
            return outcome;
        }
    }
}
