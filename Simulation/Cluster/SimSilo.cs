namespace OrleansMicro.Simulation.Cluster;

/// <summary>A place for a silo. A restart is a new life with a new address.</summary>
internal sealed class SimSilo(SimWorld world, int number)
{
    private int _life;

    public string Place { get; } = $"silo{number}";

    /// <summary>The current life, or the last one; null before the first start.</summary>
    public SiloRuntime? Runtime { get; private set; }

    public SimProcess? Process => Runtime?.Process;

    public SiloAddress? Address => Runtime?.Address;

    /// <summary>Whether the process exists; it may be stopped.</summary>
    public bool IsAlive => Process is { IsDead: false };

    /// <summary>Whether the silo serves grains.</summary>
    public bool IsReady => Runtime is { IsReady: true } && IsAlive;

    /// <summary>Whether the silo is shutting down.</summary>
    public bool IsStopping => Runtime is { IsStopping: true };

    /// <summary>Starts a new life.</summary>
    /// <param name="skew">How much too fast its clock runs, in millionths.</param>
    public void Start(long skew = 0)
    {
        var process = world.NewProcess(Place, ++_life);
        process.Clock.Skew = skew;
        Runtime = new SiloRuntime(world, process, new SimSiloDetails(process.Name, number, _life));
        Runtime.Life.Start();
    }

    /// <summary>Kills the silo.</summary>
    public void Kill() => Process?.Kill();

    /// <summary>Shuts the silo down in order.</summary>
    public void Stop()
    {
        if (IsAlive)
            Runtime!.Life.Stop();
    }
}
