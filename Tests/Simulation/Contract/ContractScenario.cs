namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>A use of Orleans and its outcome. Keys of grains start with the name of the scenario, because scenarios share a real cluster.</summary>
public sealed record ContractScenario(string Name, string Outcome, Func<ContractHost, Task<string>> Run)
{
    /// <summary>Runs on one silo.</summary>
    public static IReadOnlyList<ContractScenario> OfOneSilo { get; } =
        [.. CallScenarios.All, .. CancellationScenarios.All, .. ErrorScenarios.All, .. TimerScenarios.All, .. LifeScenarios.All];

    /// <summary>Runs on several silos.</summary>
    public static IReadOnlyList<ContractScenario> OfSeveralSilos => ClusterScenarios.All;

    public override string ToString() => Name;
}
