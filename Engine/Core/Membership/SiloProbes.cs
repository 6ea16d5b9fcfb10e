using Orleans.Configuration;

namespace Orleans.Runtime;

/// <summary>Asks the other silos for a sign of life over the network, and tells the membership who gives none.</summary>
internal sealed class SiloProbes(SiloRuntime silo, LeasedMembership membership, SiloLeaseOptions options, TimeProvider time)
    : ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<SiloAddress, Peer> _peers = [];
    private ITimer? _timer;
    private long _lastRound;

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SiloProbes), ServiceLifecycleStage.Active, Start, Stop);

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();

    private Task Start(CancellationToken cancellationToken)
    {
        _lastRound = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((SiloProbes)state!).Round(), this, options.ProbePeriod, options.ProbePeriod);
        return Task.CompletedTask;
    }

    private Task Stop(CancellationToken cancellationToken)
    {
        Dispose();
        membership.Suspects = [];
        return Task.CompletedTask;
    }

    private void Round()
    {
        var others = membership.Current.Active.Where(address => address != silo.SiloAddress).ToList();
        var due = new List<Peer>();
        lock (_lock)
        {
            foreach (var gone in _peers.Keys.Where(address => !others.Contains(address)).ToList())
                _peers.Remove(gone);
            var now = time.GetTimestamp();

            // A process that was held up itself, or that has no lease, is no witness.
            var isWitness = time.GetElapsedTime(_lastRound, now) < 2.5 * options.ProbePeriod && silo.IsServing;
            _lastRound = now;
            foreach (var address in others)
            {
                if (!_peers.TryGetValue(address, out var peer))
                    _peers[address] = peer = new Peer(address, now);
                if (!isWitness)
                    peer.LastSign = now;
                if (!peer.IsAsked)
                    due.Add(peer);
                peer.IsAsked = true;
            }

            membership.Suspects = [.. _peers.Values
                .Where(peer => time.GetElapsedTime(peer.LastSign, now) >= options.SuspectAfter).Select(static peer => peer.Address)];
        }

        foreach (var peer in due)
            _ = Ask(peer);
    }

    private async Task Ask(Peer peer)
    {
        await Task.Yield();
        var answered = false;
        try
        {
            await silo.ControlOf(peer.Address).Ping().WaitAsync(options.SuspectAfter, time);
            answered = true;
        }
        catch (Exception exception) when (exception is OrleansException or TimeoutException)
        {
            // It is asked again in the next round.
        }
        finally
        {
            lock (_lock)
            {
                if (answered)
                    peer.LastSign = time.GetTimestamp();
                peer.IsAsked = false;
            }
        }
    }

    private sealed class Peer(SiloAddress address, long lastSign)
    {
        public SiloAddress Address { get; } = address;

        public long LastSign { get; set; } = lastSign;

        public bool IsAsked { get; set; }
    }
}
