using Orleans.Runtime;

namespace Orleans.Simulation;

/// <summary>
/// The network: frames take their time, in order per pair of processes, and get lost, doubled or late as the seed has it. Like TCP it
/// tells both ends when a connection breaks, and after some seconds when nothing gets through any more.
/// </summary>
internal sealed class SimNetwork(Simulator simulator, FaultState faults)
{
    // As long as the real transport bears silence: 8 heartbeats of a second.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TimeToReconnect = TimeSpan.FromMilliseconds(300);

    private readonly SimRandom _random = SimRandom.For(simulator.Seed, "network");
    private readonly SortedDictionary<SiloAddress, SimTransport> _endpoints = [];
    private readonly Dictionary<(SiloAddress From, SiloAddress To), long> _lastArrivals = [];
    private readonly Dictionary<(SiloAddress From, SiloAddress To), int> _connections = [];
    private readonly Dictionary<(SiloAddress, SiloAddress), long> _brokenUntil = [];
    private readonly SortedDictionary<(string From, string To), int> _cuts = [];
    private readonly TimeSpan _latency = TimeSpan.FromMicroseconds(SimRandom.For(simulator.Seed, "latency").Of([50, 200, 1_000]));

    /// <summary>Is told of every frame that is sent; may lose it. For planted bugs and tests.</summary>
    public Func<SiloAddress, SiloAddress, bool>? Loses { get; set; }

    /// <summary>Attaches an endpoint.</summary>
    public void Attach(SiloAddress address, SimTransport endpoint) => _endpoints[address] = endpoint;

    /// <summary>Detaches an endpoint: those it talked with are told.</summary>
    public void Detach(SiloAddress address)
    {
        if (!_endpoints.Remove(address))
            return;
        foreach (var other in _endpoints.Keys.ToList())
        {
            if (HasTalked(address, other))
                TellLost(other, address);
        }
    }

    /// <summary>Sends a frame.</summary>
    public SendResult Send(SimTransport sender, SiloAddress from, SiloAddress to, ReadOnlySpan<byte> frame)
    {
        simulator.Trace.Add(from.Generation);
        simulator.Trace.Add(to.Generation);
        if (!_endpoints.TryGetValue(to, out var receiver) || receiver.IsLeaving || IsBroken(from, to))
            return SendResult.Unreachable;
        _connections.TryAdd((from, to), 0);
        if (simulator.Trace.Lines is { } lines)
            lines($"{simulator.Elapsed} frame {sender.Process.Name} -> {receiver.Process.Name} ({frame.Length} bytes)");
        if (faults.Strikes(_random, faults.Rates.ConnectionReset, FaultKind.ConnectionReset))
        {
            Break(from, to);
            return SendResult.Sent;
        }

        if (IsCut(sender.Process, receiver.Process) || Loses?.Invoke(from, to) == true
            || faults.Strikes(_random, faults.Rates.FrameDropped, FaultKind.FrameDropped))
            return SendResult.Sent;
        Deliver(from, to, frame.ToArray(), faults.Strikes(_random, faults.Rates.FrameDuplicated, FaultKind.FrameDuplicated));
        return SendResult.Sent;
    }

    /// <summary>Cuts the way from one process to another, by their names' first part, until <see cref="Mend"/>.</summary>
    public void Cut(string from, string to)
    {
        var cut = (from, to);
        _cuts[cut] = _cuts.GetValueOrDefault(cut) + 1;
        simulator.After(Silence, () => EndSilent(cut));
    }

    /// <summary>Mends it.</summary>
    public void Mend(string from, string to)
    {
        if (_cuts.TryGetValue((from, to), out var count) && count > 1)
            _cuts[(from, to)] = count - 1;
        else
            _cuts.Remove((from, to));
    }

    /// <summary>Mends everything.</summary>
    public void MendAll()
    {
        _cuts.Clear();
        _brokenUntil.Clear();
    }

    /// <summary>Whether frames for an endpoint are under way.</summary>
    public bool IsAwaited(SiloAddress address)
    {
        foreach (var (pair, at) in _lastArrivals)
        {
            if (pair.To == address && at > simulator.Now)
                return true;
        }

        return false;
    }

    private void Deliver(SiloAddress from, SiloAddress to, byte[] frame, bool twice)
    {
        var delay = _latency * (0.5 + _random.Unit());
        if (faults.Strikes(_random, faults.Rates.FrameDelayed, FaultKind.FrameDelayed))
            delay += LongDelay * _random.Unit();
        var at = simulator.Now + delay.Ticks;
        if (faults.Strikes(_random, faults.Rates.FrameReordered, FaultKind.FrameReordered))
            at += TimeSpan.FromMilliseconds(20 * _random.Unit()).Ticks;
        else
            _lastArrivals[(from, to)] = at = Math.Max(at, _lastArrivals.GetValueOrDefault((from, to)) + 1);
        var connection = _connections.GetValueOrDefault((from, to));
        simulator.At(at, () =>
        {
            if (!_endpoints.TryGetValue(to, out var receiver) || _connections.GetValueOrDefault((from, to)) != connection)
                return;
            receiver.Take(from, frame);
            if (twice)
                receiver.Take(from, frame);
        });
    }

    private void Break(SiloAddress one, SiloAddress other)
    {
        // What is under way on the connection is lost.
        _connections[(one, other)] = _connections.GetValueOrDefault((one, other)) + 1;
        _connections[(other, one)] = _connections.GetValueOrDefault((other, one)) + 1;
        _brokenUntil[Pair(one, other)] = simulator.Now + TimeToReconnect.Ticks;
        TellLost(one, other);
        TellLost(other, one);
    }

    private void TellLost(SiloAddress whom, SiloAddress peer) => simulator.After(_latency * _random.Unit(), () =>
    {
        if (_endpoints.TryGetValue(whom, out var endpoint))
            endpoint.Lose(peer);
    });

    private void EndSilent((string From, string To) cut)
    {
        if (!_cuts.ContainsKey(cut))
            return;
        foreach (var (one, sender) in _endpoints.ToList())
        {
            foreach (var (other, receiver) in _endpoints.ToList())
            {
                if (sender.Process.Place == cut.From && receiver.Process.Place == cut.To && HasTalked(one, other))
                    Break(one, other);
            }
        }
    }

    private bool IsBroken(SiloAddress from, SiloAddress to) => _brokenUntil.GetValueOrDefault(Pair(from, to)) > simulator.Now;

    private bool IsCut(SimProcess from, SimProcess to) => _cuts.Count > 0 && _cuts.ContainsKey((from.Place, to.Place));

    private bool HasTalked(SiloAddress one, SiloAddress other) =>
        _connections.ContainsKey((one, other)) || _connections.ContainsKey((other, one));

    private static (SiloAddress, SiloAddress) Pair(SiloAddress one, SiloAddress other) =>
        one.CompareTo(other) < 0 ? (one, other) : (other, one);
}
