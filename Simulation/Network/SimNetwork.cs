using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Network;

/// <summary>The network. Messages can be late, overtaken or lost, and never doubled. Both ends learn of a broken connection.</summary>
internal sealed class SimNetwork(Simulator simulator, FaultState faults)
{
    private static readonly TimeSpan LongDelay = TimeSpan.FromSeconds(2);

    private readonly SortedDictionary<SiloAddress, SimNode> _nodes = [];
    private readonly Dictionary<(SiloAddress From, SiloAddress To), long> _lastArrivals = [];
    private readonly SortedDictionary<(SiloAddress From, SiloAddress To), int> _connections = [];
    private readonly Dictionary<(SiloAddress From, SiloAddress To), long> _brokenUntil = [];
    private readonly SortedDictionary<(string From, string To), int> _cuts = [];
    private readonly TimeSpan _latency = TimeSpan.FromMicroseconds(SimRandom.For(simulator.Seed, "latency").Pick([50, 200, 1_000]));

    public SimRandom Random { get; } = SimRandom.For(simulator.Seed, "network");

    /// <summary>Attaches a process. Peers notice its death, as the operating system closes its sockets.</summary>
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

    /// <summary>Sends a message as bytes; false if the sender learns at once that it cannot arrive.</summary>
    public bool Send(SimNode sender, SiloAddress to, SimMessage message)
    {
        var body = OrleansTypes.Serializer.SerializeToArray(message.Body);
        var context = message.Context is null ? null : OrleansTypes.Serializer.SerializeToArray(message.Context);
        var sent = simulator.Elapsed;
        var left = message.Deadline - sender.Process.Clock.GetTimestamp();

        // A serialized exception contains its stack trace, which differs with the compiler's optimizations. Equal runs must have equal hashes.
        if (message.Body is Response { Exception: { } exception })
            simulator.Trace.Add(exception.GetType().Name);
        else
            simulator.Trace.Add(body);
        return Send(sender, to, receiver =>
        {
            var copy = message.Copy();
            copy.Body = OrleansTypes.Serializer.Deserialize<object>(body)!;
            copy.Context = context is null ? null : OrleansTypes.Serializer.Deserialize<Dictionary<string, object>>(context);
            copy.Deadline = left + receiver.Process.Clock.GetTimestamp();
            copy.TimeOnWire += simulator.Elapsed - sent;
            receiver.Take(copy);
        }, message.ToString());
    }

    /// <summary>Runs an action in another process; false if the sender learns at once that it cannot arrive.</summary>
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

    /// <summary>Whether a process can reach another one and get an answer.</summary>
    public bool IsReachable(SimProcess from, SimProcess to) => !to.IsDead && !to.IsPaused && !IsCut(from, to) && !IsCut(to, from);

    /// <summary>Blocks one direction until <see cref="Restore"/>. Messages vanish at first, then the connection breaks.</summary>
    public void Cut(string from, string to)
    {
        var cut = (from, to);
        _cuts[cut] = _cuts.GetValueOrDefault(cut) + 1;
        simulator.After(ClusterTimings.SilentConnectionLimit, () => EndSilent(cut));
    }

    /// <summary>Removes one block between two places.</summary>
    public void Restore(string from, string to)
    {
        if (_cuts.TryGetValue((from, to), out var count) && count > 1)
            _cuts[(from, to)] = count - 1;
        else
            _cuts.Remove((from, to));
    }

    /// <summary>Removes all blocks.</summary>
    public void RestoreAll()
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
            // Messages on their way belong to the old connection and are lost.
            _connections[pair] = _connections.GetValueOrDefault(pair) + 1;
            _brokenUntil[pair] = simulator.Now + ClusterTimings.TimeToReconnect.Ticks;
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
