
namespace OrleansMicro.Simulation.Clients;

/// <summary>The broken promises, in words.</summary>
internal sealed class Broken(Simulator simulator)
{
    private const int MaxListed = 20;
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All => _all;

    public void Add(int promise, string how)
    {
        simulator.Trace.Lines?.Invoke($"{simulator.Elapsed} BROKEN promise {promise}: {how}");
        if (_all.Count < MaxListed)
            _all.Add($"promise {promise}: {how}");
    }

    /// <summary>Adds a broken promise that another check found.</summary>
    public void AddAll(string found)
    {
        if (_all.Count < MaxListed)
            _all.Add(found);
    }

    public void Check(int promise, bool holds, Func<string> how)
    {
        if (!holds)
            Add(promise, how());
    }
}
