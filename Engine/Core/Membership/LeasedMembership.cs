using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>
/// The membership of a silo that shares a table with others: it renews its own lease, which tells it about the others at the same time,
/// and declares dead whose lease is over. See docs/decisions/0009-leases.md.
/// </summary>
internal sealed partial class LeasedMembership : IMembership, IDisposable
{
    private readonly ISiloTable _table;
    private readonly SiloAddress _self;
    private readonly SiloLease _lease;
    private readonly SiloLeaseOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly LeaseWatch _watch;
    private readonly CancellationTokenSource _stopped = new();
    private volatile MembershipView _current = MembershipView.Empty;
    private volatile SiloMember? _own;
    private ITimer? _timer;
    private Task? _reading;
    private Task? _nextReading;
    private int _renewalsUnderWay;
    private int _isRepeating;
    private int _isDisposed;
    private bool _isExpelled;
    private bool _isSuspended;

    /// <summary>Creates it; nothing is asked of the table yet.</summary>
    public LeasedMembership(
        ISiloTable table, SiloAddress self, SiloLease lease, SiloLeaseOptions options, TimeProvider time, ILogger<LeasedMembership> logger)
    {
        _table = table;
        _self = self;
        _lease = lease;
        _options = options;
        _time = time;
        _logger = logger;
        _watch = new LeaseWatch(TicksOf(options.Duration), TicksOf(2.5 * options.RenewPeriod), TicksOf(options.GraceAfterOutage));
    }

    /// <inheritdoc/>
    public event Action<MembershipView>? Changed;

    /// <inheritdoc/>
    public event Action<string>? Expelled;

    /// <inheritdoc/>
    public MembershipView Current => _current;

    /// <inheritdoc/>
    public bool MayLag => true;

    /// <summary>Whom this silo can't reach over the network.</summary>
    public IReadOnlyCollection<SiloAddress> Suspects { get; set; } = [];

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _table.StartAsync(cancellationToken);
        _table.Changed += OnTableChanged;
    }

    /// <inheritdoc/>
    public async ValueTask Update(SiloMember member)
    {
        if (member.Address != _self)
        {
            await Declare(member.Address, null);
            return;
        }

        _own = member;
        switch (member.Status)
        {
            case SiloStatus.Joining:
                await Join(member);
                break;
            case SiloStatus.Active:
                await SetPatiently(member);
                break;
            default:
                await SetIfPossible(member);
                break;
        }
    }

    /// <inheritdoc/>
    public ValueTask Refresh()
    {
        lock (_lock)
        {
            if (_reading is { IsCompleted: false } running)
                return new(_nextReading ??= ReadAfter(running));
            return new(_reading = Read());
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Registered under two types, it is disposed of twice.
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
            return;
        _timer?.Dispose();
        _table.Changed -= OnTableChanged;
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private long TicksOf(TimeSpan time) => (long)(time.TotalSeconds * _time.TimestampFrequency);

    private void OnTableChanged() => _ = Refresh().AsTask();

    // One that begins while another is under way might be answered with what was before: it gets a reading of its own, with all like it.
    private async Task ReadAfter(Task running)
    {
        // Never at once: it is called under the lock, and its task is kept after it returns.
        await running.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.ContinueOnCapturedContext);
        Task reading;
        lock (_lock)
        {
            _nextReading = null;
            reading = _reading = Read();
        }

        await reading;
    }

    private async Task Read()
    {
        await Task.Yield();
        try
        {
            TakeNote(await _table.Read().WaitAsync(_options.Duration, _time));
        }
        catch (Exception exception)
        {
            LogNotRead(_logger, exception.Message);
        }
    }
}
