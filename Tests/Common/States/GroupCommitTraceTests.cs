using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using OrleansMicro.Telemetry;

namespace OrleansMicro.Tests.Common.States;

/// <summary>Which trace a shared write belongs to.</summary>
public sealed class GroupCommitTraceTests
{
    private readonly TracedRow _row = new();

    [Fact]
    public async Task A_write_is_in_the_trace_of_its_first_caller()
    {
        var freshness = new StateFreshness(TimeProvider.System, Options.Create(new StateOptions()));
        var commit = new GroupCommit<Counter>(_row, freshness, NullLogger.Instance);
        using var trace = new RecordedTrace();

        var first = Call("first", () => Add(commit));
        await _row.Writing;
        var (second, third) = (Call("second", () => Add(commit)), Call("third", () => Add(commit)));
        _row.Release();
        await Task.WhenAll(first, second, third);

        Assert.Equal(["first", "second"], _row.Writers);
    }

    private static async Task Call(string name, Func<Task> call)
    {
        using var span = Tracing.Start(name);
        await call();
    }

    private static Task<bool> Add(GroupCommit<Counter> commit) => commit.Apply(static state => (new Counter { Value = state.Value + 1 }, true));

    public sealed record Counter
    {
        public int Value { get; init; }
    }

    /// <summary>A row whose first write waits. It notes the spans of its writes.</summary>
    private sealed class TracedRow : IPersistentState<Counter>
    {
        private readonly TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string?> Writers { get; } = [];

        public Task Writing => _writing.Task;

        public Counter State { get; set; } = new();

        public string? Etag => null;

        public bool RecordExists => true;

        public void Release() => _released.SetResult();

        public Task ClearStateAsync() => Task.CompletedTask;

        public Task ReadStateAsync() => Task.CompletedTask;

        public Task WriteStateAsync()
        {
            Writers.Add(Activity.Current?.OperationName);
            _writing.TrySetResult();
            return _released.Task;
        }
    }
}
