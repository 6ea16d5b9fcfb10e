using Microsoft.Extensions.Logging.Abstractions;

namespace OrleansMicro.Tests.Common.States;

/// <summary>The state of a capability that shares the row of another.</summary>
public sealed class RowPartTests
{
    private readonly SlowRow _row = new();
    private readonly CommittedState<FakeState> _state;
    private readonly RowPart<FakeState, FakeState> _part;

    public RowPartTests()
    {
        _state = new CommittedState<FakeState>(_row, StateFreshness.SoleWriter, static () => { }, NullLogger.Instance);
        _part = new RowPart<FakeState, FakeState>(_state, static state => state, basis => _state.Write(basis, _ => _part!.Latest.Value));
    }

    [Fact]
    public async Task What_is_assumed_goes_with_the_next_write()
    {
        _part.Assume(_part.Latest, new FakeState(1));
        Assert.Equal((0, 1), (_part.Stored.Value.Value, _part.Latest.Value.Value));

        await _part.Write(_part.Latest, new FakeState(2));

        Assert.Equal((2, 2), (_part.Stored.Value.Value, _row.Stored.Value));
    }

    [Fact]
    public async Task What_was_made_before_a_failed_write_is_refused()
    {
        var (from, written) = (_part.Latest, _part.Write(_part.Latest, new FakeState(1)));
        var queued = _state.Write(from.Basis, static _ => new FakeState(2));
        _row.Fail(foundInstead: 7);

        await Assert.ThrowsAsync<IOException>(() => written);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => queued);
        Assert.Throws<StorageUnavailableException>(() => _part.Assume(from, new FakeState(3)));
        Assert.Equal((7, 7), (_part.Latest.Value.Value, _row.Stored.Value));
    }

    /// <summary>The row is still being read, so the state in memory is as old as before.</summary>
    [Fact]
    public async Task What_is_made_while_the_row_is_read_back_is_refused()
    {
        var written = _part.Write(_part.Latest, new FakeState(1));
        _row.FailWrite();
        await _row.Reading;
        var (from, queued) = (_part.Latest, _part.Write(_part.Latest, new FakeState(2)));
        _row.EndRead(found: 7);

        await Assert.ThrowsAsync<IOException>(() => written);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => queued);
        Assert.Throws<StorageUnavailableException>(() => _part.Assume(from, new FakeState(3)));
        Assert.Equal((7, 7), (_part.Latest.Value.Value, _row.Stored.Value));
    }

    /// <summary>Its first write and the read after it wait for the test.</summary>
    private sealed class SlowRow : IPersistentState<FakeState>
    {
        private readonly TaskCompletionSource _write = new();
        private readonly TaskCompletionSource _reading = new();
        private readonly TaskCompletionSource<FakeState> _read = new();

        public FakeState Stored { get; private set; } = new();

        public FakeState State { get; set; } = new();

        public string Etag => "";

        public bool RecordExists => true;

        /// <summary>Ends when the row is being read.</summary>
        public Task Reading => _reading.Task;

        public void FailWrite() => _write.SetException(new IOException("Planted."));

        public void EndRead(int found) => _read.SetResult(Stored = new FakeState(found));

        public void Fail(int foundInstead)
        {
            EndRead(foundInstead);
            FailWrite();
        }

        public async Task ReadStateAsync()
        {
            _reading.SetResult();
            State = await _read.Task;
        }

        public async Task WriteStateAsync()
        {
            if (State.Value == 1)
                await _write.Task;
            Stored = State;
        }

        public Task ClearStateAsync() => throw new NotSupportedException();
    }
}
