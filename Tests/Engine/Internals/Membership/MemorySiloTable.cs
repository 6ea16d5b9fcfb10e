using System.Collections.Immutable;

namespace OrleansMicro.Tests.Engine.Internals.Membership;

/// <summary>The store of a cluster in memory. Each silo has a line to it that a test can cut.</summary>
internal sealed class MemorySiloTable
{
    private readonly Lock _lock = new();
    private ImmutableDictionary<SiloAddress, TableRow> _rows = ImmutableDictionary<SiloAddress, TableRow>.Empty;
    private long? _version;

    private event Action? Changed;

    /// <summary>Forgets everything, as a flushed store does.</summary>
    public void Lose() => GoBackTo((null, ImmutableDictionary<SiloAddress, TableRow>.Empty));

    /// <summary>What is in the store now.</summary>
    public (long? Version, ImmutableDictionary<SiloAddress, TableRow> Rows) Save()
    {
        lock (_lock)
            return (_version, _rows);
    }

    /// <summary>Forgets what was written since, as a store that loses power does.</summary>
    public void GoBackTo((long? Version, ImmutableDictionary<SiloAddress, TableRow> Rows) saved)
    {
        lock (_lock)
            (_version, _rows) = saved;
    }

    /// <summary>The status of a silo.</summary>
    public SiloStatus StatusOf(SiloAddress silo) => Save().Rows.TryGetValue(silo, out var row) ? row.Member.Status : SiloStatus.None;

    private TableAnswer Answer(TableOutcome outcome) => new(outcome, new MembershipVersion(_version ?? 0), [.. _rows.Values]);

    private TableAnswer SetRow(TableRow row)
    {
        _rows = _rows.SetItem(row.Member.Address, row);
        _version = (_version ?? 0) + 1;
        return Answer(TableOutcome.Done);
    }

    /// <summary>A silo's line.</summary>
    internal sealed class Line : ISiloTable
    {
        private readonly MemorySiloTable _table;

        public Line(MemorySiloTable table)
        {
            _table = table;
            table.Changed += () =>
            {
                if (!IsCut && !IsQuiet)
                    Changed?.Invoke();
            };
        }

        public event Action? Changed;

        public bool IsCut { get; set; }

        /// <summary>Whether news get lost, so that only looking helps.</summary>
        public bool IsQuiet { get; set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<TableAnswer> Read() => Do(() => _table.Answer(TableOutcome.Done));

        public Task<TableAnswer> Set(SiloMember member) => Do(() =>
        {
            if (!_table._rows.TryGetValue(member.Address, out var row))
            {
                return member.Status == SiloStatus.Joining
                    ? _table.SetRow(new TableRow(member, 1, []))
                    : _table.Answer(_table._version is null ? TableOutcome.NoTable : TableOutcome.Unknown);
            }

            return row.Member.Status == SiloStatus.Dead ? _table.Answer(TableOutcome.Dead)
                : row.Member.Status == member.Status ? _table.Answer(TableOutcome.Done)
                : _table.SetRow(row with { Member = member, Beat = row.Beat + 1 });
        });

        public Task<TableAnswer> Renew(SiloAddress silo, IReadOnlyCollection<SiloAddress> suspects) => Do(() =>
        {
            if (!_table._rows.TryGetValue(silo, out var row))
                return _table.Answer(_table._version is null ? TableOutcome.NoTable : TableOutcome.Unknown);
            if (row.Member.Status == SiloStatus.Dead)
                return _table.Answer(TableOutcome.Dead);
            _table._rows = _table._rows.SetItem(silo, row with { Beat = row.Beat + 1, Suspects = [.. suspects] });
            return _table.Answer(TableOutcome.Done);
        });

        public Task<TableAnswer> DeclareDead(SiloAddress silo, SiloAddress by, long? beat) => Do(() =>
        {
            if (!_table._rows.TryGetValue(by, out var judge))
                return _table.Answer(TableOutcome.Unknown);
            if (judge.Member.Status == SiloStatus.Dead)
                return _table.Answer(TableOutcome.Dead);
            return _table._rows.TryGetValue(silo, out var row) && row.Member.Status != SiloStatus.Dead && (beat is null || beat == row.Beat)
                ? _table.SetRow(row with { Member = row.Member with { Status = SiloStatus.Dead } })
                : _table.Answer(TableOutcome.Done);
        });

        public Task<TableAnswer> RaiseVersion(MembershipVersion version) => Do(() =>
        {
            if (_table._version is { } known && known < version.Value)
                _table._version = version.Value + 1_000;
            return _table.Answer(TableOutcome.Done);
        });

        public Task<TableAnswer> Restore(MembershipView view) => Do(() =>
        {
            if (_table._version is null)
            {
                _table._version = view.Version.Value + 1_000;
                _table._rows = view.Members.ToImmutableDictionary(static pair => pair.Key, static pair => new TableRow(pair.Value, 0, []));
            }

            return _table.Answer(TableOutcome.Done);
        });

        private Task<TableAnswer> Do(Func<TableAnswer> work)
        {
            if (IsCut)
                return Task.FromException<TableAnswer>(new TimeoutException("The line is cut."));
            TableAnswer answer;
            long? before;
            lock (_table._lock)
            {
                before = _table._version;
                answer = work();
            }

            if (before != answer.Version.Value)
                _table.Changed?.Invoke();
            return Task.FromResult(answer);
        }
    }
}
