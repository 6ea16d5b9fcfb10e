using Orleans.Runtime;

namespace OrleansMicro.Simulation.Cluster;

/// <summary>A place where a silo runs, life after life.</summary>
internal sealed class SimSilo(SimWorld world, int number)
{
    private int _life;

    /// <summary>Its name.</summary>
    public string Place { get; } = $"silo{number}";

    /// <summary>Its present life, or its last.</summary>
    public SiloRuntime? Runtime { get; private set; }

    public SimProcess? Process => Runtime?.Process;

    public SiloAddress? Address => Runtime?.Address;

    /// <summary>Whether it runs, or is stopped and will go on.</summary>
    public bool IsAlive => Process is { IsDead: false };

    /// <summary>Whether it serves grains.</summary>
    public bool IsReady => Runtime is { IsReady: true } && IsAlive;

    /// <summary>Whether it leaves in order just now.</summary>
    public bool IsStopping => Runtime is { IsStopping: true };

    /// <summary>Starts it anew, with a clock that runs so much too fast.</summary>
    public void Start(long skew = 0)
    {
        var process = world.NewProcess(Place, ++_life);
        process.Clock.Skew = skew;
        Runtime = new SiloRuntime(world, process, new SimSiloDetails(process.Name, number, _life));
        Runtime.Start();
    }

    /// <summary>Kills it.</summary>
    public void Kill() => Process?.Kill();

    /// <summary>Has it leave in order; then it is dead.</summary>
    public void Stop()
    {
        if (IsAlive)
            Runtime!.Stop();
    }
}
