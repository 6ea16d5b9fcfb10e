using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Clustering.Redis;

/// <summary>What a client knows of the cluster: it looks into the table of the silos when that changes, and every second.</summary>
internal sealed partial class WatchedMembership(ISiloTable table, TimeProvider time, ILogger<WatchedMembership> logger) : IMembership, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private volatile MembershipView _current = MembershipView.Empty;
    private ITimer? _timer;
    private MembershipVersion _told = MembershipVersion.MinValue;
    private HashSet<SiloMember> _toldMembers = [];
    private int _isReading;
    private int _isWanted;
    private bool _isLost;

    /// <inheritdoc/>
    public event Action<MembershipView>? Changed;

    /// <inheritdoc/>
    public MembershipView Current => _current;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await table.StartAsync(cancellationToken);
        table.Changed += Look;
        _timer = time.CreateTimer(static state => ((WatchedMembership)state!).Look(), this, Period, Period);
        await Read();
    }

    /// <inheritdoc/>
    public ValueTask Update(SiloMember member) => throw new NotSupportedException("A client doesn't change the membership.");

    /// <inheritdoc/>
    public void Dispose()
    {
        table.Changed -= Look;
        _timer?.Dispose();
    }

    private void Look() => _ = LookAsync();

    private async Task LookAsync()
    {
        // One reads at a time; who comes meanwhile has it read once more.
        Volatile.Write(ref _isWanted, 1);
        while (Volatile.Read(ref _isWanted) == 1 && Interlocked.Exchange(ref _isReading, 1) == 0)
        {
            Volatile.Write(ref _isWanted, 0);
            await Read();
            Volatile.Write(ref _isReading, 0);
        }
    }

    private async Task Read()
    {
        try
        {
            var answer = await table.Read().WaitAsync(Patience, time);
            if (answer.Version.Value > 0)
                TakeNote(answer);
            _isLost = false;
        }
        catch (Exception exception)
        {
            // The silos known so far are as good as any.
            if (!_isLost)
                LogNotRead(logger, exception.Message);
            _isLost = true;
        }
    }

    private void TakeNote(TableAnswer answer)
    {
        MembershipView next;
        lock (_lock)
        {
            // Any other version is news: after the store has lost all, a cluster counts anew. After it has lost its last second, it may come to the same number
            // with other silos.
            var members = answer.Rows.ToDictionary(static row => row.Member.Address, static row => row.Member);
            if (answer.Version == _told && _toldMembers.SetEquals(members.Values))
                return;
            (_told, _toldMembers) = (answer.Version, [.. members.Values]);

            // Who is in the table no more is dead: its calls must not wait for it.
            foreach (var member in _current.Members.Values)
            {
                if (member.Status != SiloStatus.Dead)
                    members.TryAdd(member.Address, member with { Status = SiloStatus.Dead });
            }

            _current = next = new MembershipView(
                new MembershipVersion(_current.Version.Value + 1), System.Collections.Immutable.ImmutableDictionary.CreateRange(members));
        }

        Changed?.Invoke(next);
    }

    [LoggerMessage(EventId = 2202, Level = LogLevel.Warning, Message = "The silos of the cluster could not be read, those known are kept: {Error}")]
    private static partial void LogNotRead(ILogger logger, string error);
}
