using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Storage;

namespace OrleansMicro.Tests.Common;

public sealed class TranslatingStorageTests
{
    private static readonly GrainId Grain = GrainId.Create("stock", "s1/p1");
    private readonly RecordingLogger _log = new();

    /// <summary>Each operation, and whether the provider fails before it gives a task.</summary>
    public static TheoryData<string, bool> Operations =>
        new() { { "read", false }, { "written", false }, { "cleared", false }, { "read", true }, { "written", true }, { "cleared", true } };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Hides_the_exception_of_a_provider_that_is_unavailable(string operation, bool atOnce)
    {
        var failure = new IOException("no connection");

        var thrown = await Assert.ThrowsAsync<StorageUnavailableException>(() => Fail(operation, failure, atOnce));

        Assert.Equal(failure.Message, thrown.Message);
        Assert.Null(thrown.InnerException);
        Assert.Equal([(LogLevel.Warning, 1111, $"State state of {Grain} could not be {operation}.")], _log.Entries);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Throws_exceptions_of_Orleans_on_as_they_are(string operation, bool atOnce)
    {
        var conflict = new InconsistentStateException("another writer came first");

        var thrown = await Assert.ThrowsAsync<InconsistentStateException>(() => Fail(operation, conflict, atOnce));

        Assert.Same(conflict, thrown);
        Assert.Equal(LogLevel.Warning, Assert.Single(_log.Entries).Level);
    }

    /// <summary>For a row of a newer version: the call is worth repeating, as a silo of that version may answer it.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Says_of_an_unexpected_exception_whose_state_it_is(string operation, bool atOnce)
    {
        var failure = new JsonException("version 9");

        var thrown = await Assert.ThrowsAsync<OrleansException>(() => Fail(operation, failure, atOnce));

        Assert.Same(failure, thrown.InnerException);
        Assert.Equal($"State state of {Grain} could not be {operation}: JsonException: version 9", thrown.Message);
        Assert.Equal(LogLevel.Error, Assert.Single(_log.Entries).Level);
    }

    [Fact]
    public async Task Does_not_log_what_its_caller_cancelled()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(() => Fail("written", new OperationCanceledException(), atOnce: false));

        Assert.Empty(_log.Entries);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("written")]
    [InlineData("cleared")]
    public async Task Passes_the_call_on(string operation)
    {
        var provider = new Provider(static () => Task.CompletedTask);
        var state = new GrainState<string>();

        await Call(new TranslatingStorage(provider, static _ => true, NullLogger.Instance), operation, state);

        Assert.Equal([(operation, "state", Grain, state)], provider.Calls);
    }

    private Task Fail(string operation, Exception failure, bool atOnce)
    {
        var provider = new Provider(() => atOnce ? throw failure : Task.FromException(failure));
        return Call(new TranslatingStorage(provider, static e => e is IOException, _log), operation, new GrainState<string>());
    }

    private static Task Call(TranslatingStorage storage, string operation, GrainState<string> state) => operation switch
    {
        "read" => storage.ReadStateAsync("state", Grain, state),
        "written" => storage.WriteStateAsync("state", Grain, state),
        _ => storage.ClearStateAsync("state", Grain, state),
    };

    /// <summary>Records the calls, and ends as the test configured.</summary>
    private sealed class Provider(Func<Task> outcome) : IGrainStorage
    {
        public List<(string Operation, string StateName, GrainId Grain, object State)> Calls { get; } = [];

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Note("read", stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            Note("written", stateName, grainId, grainState);

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            Note("cleared", stateName, grainId, grainState);

        private Task Note(string operation, string stateName, GrainId grain, object state)
        {
            Calls.Add((operation, stateName, grain, state));
            return outcome();
        }
    }
}
