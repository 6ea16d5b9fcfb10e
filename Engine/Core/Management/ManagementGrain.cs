using System.Net;
using Orleans.Concurrency;
using Orleans.Metadata;

namespace Orleans.Runtime;

/// <summary>Asks all silos and puts their answers together. A silo that dies meanwhile is left out.</summary>
[StatelessWorker]
internal sealed class ManagementGrain(IMembership membership, TimeProvider time) : Grain, IManagementGrain
{
    /// <inheritdoc/>
    public Task<Dictionary<SiloAddress, SiloStatus>> GetHosts(bool onlyActive = false) =>
        Task.FromResult(Members(onlyActive).ToDictionary(static member => member.Address, static member => member.Status));

    /// <inheritdoc/>
    public Task<MembershipEntry[]> GetDetailedHosts(bool onlyActive = false)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return Task.FromResult<MembershipEntry[]>([.. Members(onlyActive).Select(member => new MembershipEntry
        {
            SiloAddress = member.Address,
            Status = member.Status,
            SiloName = member.Name,
            ProxyPort = member.GatewayPort,
            HostName = Dns.GetHostName(),
            StartTime = member.StartTime,
            IAmAliveTime = now,
        })]);
    }

    /// <inheritdoc/>
    public Task ForceGarbageCollection(SiloAddress[] hostsIds) => Tell(hostsIds, static silo => silo.CollectGarbage());

    /// <inheritdoc/>
    public Task ForceActivationCollection(SiloAddress[] hostsIds, TimeSpan ageLimit) =>
        Tell(hostsIds, silo => silo.CollectIdle(ageLimit));

    /// <inheritdoc/>
    public Task ForceActivationCollection(TimeSpan ageLimit) => ForceActivationCollection([], ageLimit);

    /// <inheritdoc/>
    public Task ForceRuntimeStatisticsCollection(SiloAddress[] siloAddresses) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<SiloRuntimeStatistics[]> GetRuntimeStatistics(SiloAddress[] hostsIds) =>
        [.. (await Ask(hostsIds, static silo => silo.GetRuntimeStatistics())).Select(static answer => answer.Answer)];

    /// <inheritdoc/>
    public async Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics(SiloAddress[] hostsIds) =>
        [.. (await Activations(hostsIds))
            .GroupBy(static address => (address.SiloAddress, Class: ClassName(address)))
            .Select(static group => new SimpleGrainStatistic
            {
                SiloAddress = group.Key.SiloAddress!,
                GrainType = group.Key.Class,
                ActivationCount = group.Count(),
            })];

    /// <inheritdoc/>
    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => GetSimpleGrainStatistics([]);

    /// <inheritdoc/>
    public async Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null) =>
        [.. (await Activations(hostsIds ?? []))
            .Select(static address => new DetailedGrainStatistic
            {
                SiloAddress = address.SiloAddress!,
                GrainId = address.GrainId,
                GrainType = ClassName(address),
            })
            .Where(found => types is null or [] || types.Contains(found.GrainType))];

    /// <inheritdoc/>
    public async Task<int> GetGrainActivationCount(GrainReference grainReference)
    {
        ArgumentNullException.ThrowIfNull(grainReference);
        return (await Activations([])).Count(address => address.GrainId == grainReference.GrainId);
    }

    /// <inheritdoc/>
    public async Task<int> GetTotalActivationCount() => (await Activations([])).Count;

    /// <inheritdoc/>
    public async ValueTask<SiloAddress?> GetActivationAddress(IAddressable reference)
    {
        var grainId = reference.GetGrainId();
        return (await Activations([])).Find(address => address.GrainId == grainId)?.SiloAddress;
    }

    /// <inheritdoc/>
    public async ValueTask<List<GrainId>> GetActiveGrains(GrainType type) =>
        [.. (await Activations([])).Where(address => address.GrainId.Type == type).Select(static address => address.GrainId).Distinct()];

    private static string ClassName(GrainAddress address) =>
        EngineManifest.Current.FindGrainClass(address.GrainId.Type)?.Type is { } type
            ? $"{type.FullName},{type.Assembly.GetName().Name}"
            : address.GrainId.Type.ToString();

    private IEnumerable<SiloMember> Members(bool onlyActive) =>
        membership.Current.Members.Values.Where(member => !onlyActive || member.Status == SiloStatus.Active);

    private async Task<List<GrainAddress>> Activations(SiloAddress[] silos) =>
        [.. (await Ask(silos, static silo => silo.GetActivations())).SelectMany(static answer => answer.Answer)];

    private async Task Tell(SiloAddress[] silos, Func<ISiloControl, Task> command) => await Ask(silos, async silo =>
    {
        await command(silo);
        return true;
    });

    private async Task<List<(SiloAddress Silo, T Answer)>> Ask<T>(SiloAddress[] silos, Func<ISiloControl, Task<T>> question)
    {
        SiloAddress[] asked = silos is { Length: > 0 } ? silos : membership.Current.Active;
        var pending = asked
            .Select(silo => (Silo: silo, Task: question(GrainFactory.GetGrain<ISiloControl>(SiloControl.IdOf(silo)))))
            .ToList();
        var answers = new List<(SiloAddress, T)>();
        foreach (var (silo, task) in pending)
        {
            try
            {
                answers.Add((silo, await task));
            }
            catch (OrleansMessageRejectionException) when (membership.Current.StatusOf(silo) != SiloStatus.Active)
            {
                // It left while it was asked, so it has nothing to add.
            }
        }

        return answers;
    }
}
