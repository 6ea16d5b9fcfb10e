namespace OrleansMicro.Simulation.Store;

/// <summary>The store of all silos, like Redis. Each operation is atomic. It survives all silos, and is unavailable at times.</summary>
internal sealed class SimStore(Simulator simulator, FaultState faults)
{
    private readonly SortedSet<string> _cutOff = new(StringComparer.Ordinal);

    public Simulator Simulator => simulator;

    public FaultState Faults => faults;

    public SimRandom Random { get; } = SimRandom.For(simulator.Seed, "store");

    /// <summary>The states of grains.</summary>
    public SortedDictionary<string, SimRow> Rows { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, SimReminder> Reminders { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether the store is unavailable for all.</summary>
    public bool IsAway { get; set; }

    /// <summary>The number of operations so far.</summary>
    public long Operations { get; set; }

    /// <summary>Runs when a row is written for the first time.</summary>
    public Action<string, byte[]?>? OnCreated { get; set; }

    /// <summary>Raised with a place that can reach the store again.</summary>
    public event Action<string>? Reached;

    /// <summary>Cuts a place off from the store.</summary>
    public void CutOff(string place) => _cutOff.Add(place);

    /// <summary>Lets a place reach the store again.</summary>
    public void Connect(string place)
    {
        if (_cutOff.Remove(place))
            Reached?.Invoke(place);
    }

    /// <summary>Lets all places reach the store again.</summary>
    public void ConnectAll()
    {
        IsAway = false;
        foreach (var place in _cutOff.ToList())
            Connect(place);
    }

    /// <summary>Whether a place is cut off.</summary>
    public bool IsCutOff(string place) => _cutOff.Contains(place);
}
