namespace OrleansMicro.Simulation.Store;

/// <summary>
/// The store that all silos share, as Redis is: it does one operation at a time, each at once. It lives on whatever happens to silos, and is
/// away at times.
/// </summary>
internal sealed class SimStore(Simulator simulator, FaultState faults)
{
    private readonly SimRandom _random = SimRandom.For(simulator.Seed, "store");
    private readonly SortedSet<string> _cutOff = new(StringComparer.Ordinal);

    /// <summary>The world that it is in.</summary>
    public Simulator Simulator => simulator;

    /// <summary>Whether there are faults.</summary>
    public FaultState Faults => faults;

    /// <summary>Its chance.</summary>
    public SimRandom Random => _random;

    /// <summary>The states of grains.</summary>
    public SortedDictionary<string, SimRow> Rows { get; } = new(StringComparer.Ordinal);


    /// <summary>The reminders.</summary>
    public SortedDictionary<string, SimReminder> Reminders { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether it is away for everybody.</summary>
    public bool IsAway { get; set; }

    /// <summary>Operations done.</summary>
    public long Operations { get; set; }

    /// <summary>Is called when a process can reach the store again.</summary>
    public event Action<string>? Reached;

    /// <summary>Cuts a place off.</summary>
    public void CutOff(string place) => _cutOff.Add(place);

    /// <summary>Lets it reach the store again.</summary>
    public void Connect(string place)
    {
        if (_cutOff.Remove(place))
            Reached?.Invoke(place);
    }

    /// <summary>Lets all reach it.</summary>
    public void ConnectAll()
    {
        IsAway = false;
        foreach (var place in _cutOff.ToList())
            Connect(place);
    }

    /// <summary>Whether a place can't reach it.</summary>
    public bool IsCutOff(string place) => _cutOff.Contains(place);
}

/// <summary>A state of a grain in the store.</summary>
/// <param name="Version">Its ETag.</param>
/// <param name="Data">The state; null once cleared.</param>
internal sealed record SimRow(long Version, byte[]? Data);
