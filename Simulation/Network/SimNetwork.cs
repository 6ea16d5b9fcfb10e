using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Network;

/// <summary>
/// The network: messages take their time, in order per pair of processes, and get lost or late as the seed has it. Orleans delivers at most once, so none is doubled.
/// Like TCP it tells both ends when a connection breaks.
/// </summary>
internal sealed class SimNetwork(Simulator simulator, FaultState faults)
{
    private static readonly TimeSpan LongDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan TimeToReconnect = TimeSpan.FromMilliseconds(300);

    private readonly SortedDictionary<SiloAddress, SimNode> _nodes = [];
    private readonly Dictionary<(SiloAddress From, SiloAddress To), long> _lastArrivals = [];
    private readonly SortedDictionary<(SiloAddress From, SiloAddress To), int> _connections = [];
    private readonly Dictionary<(SiloAddress From, SiloAddress To), long> _brokenUntil = [];
    private readonly SortedDictionary<(string From, string To), int> _cuts = [];
    private readonly TimeSpan _latency = TimeSpan.FromMicroseconds(SimRandom.For(simulator.Seed, "latency").Of([50, 200, 1_000]));

    public SimRandom Random { get; } = SimRandom.For(simulator.Seed, "network");

    /// <summary>Attaches a process.</summary>
    public void Attach(SimNode node)
    {
        var address = node.Address;
        _nodes[address] = node;
        node.Process.Died += () =>
        {
            _nodes.Remove(address);
            foreach (var (from, to) in _connections.Keys.ToList())
            {
                if (to == address)
                    TellLost(from, address);
            }
        };
    }

    /// <summary>Sends a message as bytes; false if it is known at once that it does not get there.</summary>
    public bool Send(SimNode sender, SiloAddress to, SimMessage message)
    {
        var from = sender.Address;
        var body = SimTypes.Serializer.SerializeToArray(message.Body);
        var context = message.Context is null ? null : SimTypes.Serializer.SerializeToArray(message.Context);
        var left = message.Deadline - sender.Process.Clock.GetTimestamp();

        // An exception has a stack with it, and that is what the compiler makes of it.
        if (message.Body is Response { Exception: { } exception })
            simulator.Trace.Add(exception.GetType().Name);
        else
            simulator.Trace.Add(body);
        return Send(sender, to, receiver =>
        {
            var copy = message.Copy();
            copy.Body = SimTypes.Serializer.Deserialize<object>(body)!;
            copy.Context = context is null ? null : SimTypes.Serializer.Deserialize<Dictionary<string, object>>(context);
            copy.Deadline = left + receiver.Process.Clock.GetTimestamp();
            receiver.Take(copy);
        }, message.ToString());
    }

    /// <summary>Has something done in another process; false if it is known at once that it does not get there.</summary>
    public bool Send(SimNode sender, SiloAddress to, Action<SimNode> arrive, string what = "directory")
    {
        var from = sender.Address;
        simulator.Trace.Add(from.Generation);
        simulator.Trace.Add(to.Generation);
        if (!_nodes.TryGetValue(to, out var receiver) || _brokenUntil.GetValueOrDefault((from, to)) > simulator.Now)
            return false;
        _connections.TryAdd((from, to), 0);
        if (simulator.Trace.Lines is { } lines)
            lines($"{simulator.Elapsed} message {sender.Process.Name} -> {receiver.Process.Name} {what}");
        if (faults.Strikes(Random, faults.Rates.ConnectionReset, FaultKind.ConnectionReset))
            Break(from, to);
        else if (!IsCut(sender.Process, receiver.Process) && !faults.Strikes(Random, faults.Rates.FrameDropped, FaultKind.FrameDropped))
            Deliver(from, to, arrive);
        return true;
    }

    /// <summary>Whether a process reaches another and is answered.</summary>
    public bool IsReachable(SimProcess from, SimProcess to) => !to.IsDead && !to.IsPaused && !IsCut(from, to) && !IsCut(to, from);

    /// <summary>Cuts the way from one process to another, by their places, until <see cref="Mend"/>.</summary>
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

    private void Deliver(SiloAddress from, SiloAddress to, Action<SimNode> arrive)
    {
        var delay = _latency * (0.5 + Random.Unit());
        if (faults.Strikes(Random, faults.Rates.FrameDelayed, FaultKind.FrameDelayed))
            delay += LongDelay * Random.Unit();
        var at = simulator.Now + delay.Ticks;
        if (faults.Strikes(Random, faults.Rates.FrameReordered, FaultKind.FrameReordered))
            at += TimeSpan.FromMilliseconds(20 * Random.Unit()).Ticks;
        else
            _lastArrivals[(from, to)] = at = Math.Max(at, _lastArrivals.GetValueOrDefault((from, to)) + 1);
        var connection = _connections.GetValueOrDefault((from, to));
        simulator.At(at, () =>
        {
            if (_nodes.TryGetValue(to, out var receiver) && _connections.GetValueOrDefault((from, to)) == connection)
                receiver.Process.Run(() => arrive(receiver));
        });
    }

    private void Break(SiloAddress one, SiloAddress other)
    {
        foreach (var pair in ((SiloAddress, SiloAddress)[])[(one, other), (other, one)])
        {
            // What is under way on the connection is lost.
            _connections[pair] = _connections.GetValueOrDefault(pair) + 1;
            _brokenUntil[pair] = simulator.Now + TimeToReconnect.Ticks;
        }

        TellLost(one, other);
        TellLost(other, one);
    }

    private void TellLost(SiloAddress whom, SiloAddress peer) => simulator.After(_latency * Random.Unit(), () =>
    {
        if (_nodes.TryGetValue(whom, out var node))
            node.Process.Run(() => node.OnLost(peer));
    });

    private void EndSilent((string From, string To) cut)
    {
        if (!_cuts.ContainsKey(cut))
            return;
        foreach (var (one, other) in _connections.Keys.ToList())
        {
            if (_nodes.TryGetValue(one, out var sender) && _nodes.TryGetValue(other, out var receiver)
                && sender.Process.Place == cut.From && receiver.Process.Place == cut.To)
                Break(one, other);
        }
    }

    private bool IsCut(SimProcess from, SimProcess to) => _cuts.Count > 0 && _cuts.ContainsKey((from.Place, to.Place));
}
