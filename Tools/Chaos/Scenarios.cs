namespace OrleansMicro.Tools.Chaos;

/// <summary>A kind of trouble, made while orders are replayed.</summary>
internal delegate Task Trouble(ChaosWorld world, CancellationToken stop);

/// <summary>Every scenario by its name.</summary>
internal static class Scenarios
{
    public static IReadOnlyDictionary<string, Trouble> All { get; } = new Dictionary<string, Trouble>(StringComparer.Ordinal)
    {
        ["crash"] = KillTrouble.One,
        ["all-killed"] = KillTrouble.All,
        ["zombie-stopped"] = ZombieTrouble.Stopped,
        ["zombie-no-redis"] = ZombieTrouble.CutFromRedis,
        ["zombie-no-silos"] = ZombieTrouble.CutFromSilos,
        ["redis-restart"] = RedisTrouble.Restart,
        ["redis-pause"] = RedisTrouble.Pause,
        ["redis-late"] = RedisTrouble.None,
        ["rolling"] = RollingTrouble.Run,
    };
}
