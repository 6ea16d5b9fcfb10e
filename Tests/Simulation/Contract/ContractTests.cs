namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>
/// The same scenarios on real silos and on simulated ones. A difference means that the simulation tests the application against a contract
/// that Orleans does not have, for example after an upgrade of Orleans.
/// </summary>
public sealed class ContractTests(ContractTests.OneSilo oneSilo) : IClassFixture<ContractTests.OneSilo>
{
    private const short Silos = 3;

    public static TheoryData<string> OfOneSilo => [.. ContractScenario.OfOneSilo.Select(static scenario => scenario.Name)];

    public static TheoryData<string> OfSeveralSilos => [.. ContractScenario.OfSeveralSilos.Select(static scenario => scenario.Name)];

    [Theory]
    [MemberData(nameof(OfOneSilo))]
    public async Task One_silo_behaves_as_simulated(string name)
    {
        var scenario = ContractScenario.OfOneSilo.Single(scenario => scenario.Name == name);
        await using var simulated = new SimulatedHost(1);

        Assert.Equal(scenario.Outcome, await oneSilo.Host.Run(scenario.Run));
        Assert.Equal(scenario.Outcome, await simulated.Run(scenario.Run));
    }

    [Theory]
    [MemberData(nameof(OfSeveralSilos))]
    public async Task Several_silos_behave_as_simulated(string name)
    {
        var scenario = ContractScenario.OfSeveralSilos.Single(scenario => scenario.Name == name);
        await using var real = await RealHost.Start(Silos);
        await using var simulated = new SimulatedHost(Silos);

        Assert.Equal(scenario.Outcome, await real.Run(scenario.Run));
        Assert.Equal(scenario.Outcome, await simulated.Run(scenario.Run));
    }

    /// <summary>One real silo for all its scenarios.</summary>
    public sealed class OneSilo : IAsyncLifetime
    {
        public RealHost Host { get; private set; } = null!;

        public async Task InitializeAsync() => Host = await RealHost.Start(1);

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}
