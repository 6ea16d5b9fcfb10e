using System.Globalization;
using Orleans.Storage;

namespace OrleansMicro.Tests.Common.States;

/// <summary>A state for tests of what holds it.</summary>
public sealed record FakeState(int Value)
{
    /// <summary>As storage makes it.</summary>
    public FakeState()
        : this(0)
    {
    }
}

/// <summary>A row that several activations read and write, each through a <see cref="View"/> of its own.</summary>
internal sealed class FakeRow
{
    private int _version;
    private FakeState _state = new();

    /// <summary>How often it was read, first reads included.</summary>
    public int Reads { get; private set; }

    /// <summary>Whether reads and writes fail.</summary>
    public bool IsDown { get; set; }

    public IPersistentState<FakeState> NewView() => new View(this);

    private void Check()
    {
        if (IsDown)
            throw new IOException("The row cannot be reached.");
    }

    private sealed class View : IPersistentState<FakeState>
    {
        private readonly FakeRow _row;
        private int _version;

        public View(FakeRow row)
        {
            _row = row;
            Load();
        }

        public FakeState State { get; set; } = null!;

        public string Etag => _version.ToString(CultureInfo.InvariantCulture);

        public bool RecordExists => _version > 0;

        public Task ReadStateAsync()
        {
            Load();
            return Task.CompletedTask;
        }

        public async Task WriteStateAsync()
        {
            await Task.Yield();
            _row.Check();
            if (_version != _row._version)
                throw new InconsistentStateException("Another activation wrote.", "", Etag);
            (_row._state, _row._version) = (State, _row._version + 1);
            _version = _row._version;
        }

        public Task ClearStateAsync() => throw new NotSupportedException();

        private void Load()
        {
            _row.Check();
            _row.Reads++;
            (State, _version) = (_row._state with { }, _row._version);
        }
    }
}
