using OrleansMicro.Simulation.Cluster;
using OrleansMicro.Simulation.Faults;
using OrleansMicro.Simulation.Runs;

namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>Simulated silos. The scenario runs as a client process, on the simulation's thread.</summary>
public sealed class SimulatedHost(int silos) : ContractHost(silos)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(10);
    private SimWorld _world = null!;

    public override string FirstSilo => _world.Silos[0].Process!.Name;

    public override IGrainFactory Grains => _world.Clients[0].Grains;

    public override Task<string> Run(Func<ContractHost, Task<string>> scenario) => SeedThread.Run(() =>
    {
        _world = new SimWorld(1, new FaultRates())
        {
            ConfigureSilo = (_, _, services) => Configure(services),
            RunInSilo = static (_, _) => Task.CompletedTask,
        };
        for (var i = 1; i <= Silos; i++)
        {
            _world.Silos.Add(new SimSilo(_world, i));
            _world.Silos[^1].Start();
        }

        RunUntil(() => _world.IsSettled);
        AddClient();
        AddClient();
        RunUntil(() => _world.Clients.TrueForAll(static client => client.IsReady));
        string? result = null;
        _world.Clients[0].Process.Run(() => _ = Go());
        RunUntil(() => result is not null);
        return _world.Simulator.Failure ?? result!;

        async Task Go()
        {
            try
            {
                result = await scenario(this);
            }
            catch (Exception exception)
            {
                result = Describe(exception);
            }
        }
    });

    public override async Task Kill(string silo)
    {
        var victim = Find(silo);
        victim.Kill();
        await AllSeeDead(victim);
    }

    public override async Task BeginStop(string silo)
    {
        var leaving = Find(silo);
        leaving.Stop();
        await Until(() => Others(leaving).All(other => !other.Runtime!.View.Active.Contains(leaving.Address!)));
    }

    public override Task EndStop(string silo) => AllSeeDead(Find(silo));

    public override async Task Split()
    {
        // The first silo and the first client reach only each other, and not the membership table. The other silos declare it dead.
        var (silo, client) = (_world.Silos[0], _world.Clients[0]);
        List<string> others = [.. Others(silo).Select(static other => other.Place), _world.Clients[1].Process.Place];
        foreach (var place in (string[])[silo.Place, client.Process.Place])
        {
            _world.Store.CutOff(place);
            foreach (var other in others)
            {
                _world.Network.Cut(place, other);
                _world.Network.Cut(other, place);
            }
        }

        await Until(() => Others(silo).All(other => other.Runtime!.View.Dead.Contains(silo.Address!)) && Sees(_world.Clients[1], silo));
    }

    public override Task<T> InSecond<T>(Func<IGrainFactory, Task<T>> call)
    {
        var answer = new TaskCompletionSource<T>();
        _world.Clients[1].Process.Run(() => _ = Go());
        return answer.Task;

        async Task Go()
        {
            try
            {
                answer.SetResult(await call(_world.Clients[1].Grains));
            }
            catch (Exception exception)
            {
                answer.SetException(exception);
            }
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task AllSeeDead(SimSilo silo) =>
        Until(() => Others(silo).All(other => other.Runtime!.View.Dead.Contains(silo.Address!)) && Sees(_world.Clients[0], silo));

    private static bool Sees(SimClient client, SimSilo dead) => client.View.Dead.Contains(dead.Address!);

    private SimSilo Find(string name) => _world.Silos.Single(silo => silo.Process!.Name == name);

    private IEnumerable<SimSilo> Others(SimSilo silo) => _world.Silos.Where(other => other != silo);

    private void AddClient()
    {
        var client = new SimClient(_world, _world.Clients.Count + 1) { ResponseTimeout = 2 * SiloTimeout };
        _world.Clients.Add(client);
        client.Start();
    }

    private void RunUntil(Func<bool> done) => _world.Simulator.RunUntil(done, _world.Simulator.Elapsed + Limit);

    private async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(PollInterval, _world.Clients[0].Process.Clock);
    }
}
