using Orleans.Runtime;

namespace Orleans.Simulation;

/// <summary>A process's view of the members in the store.</summary>
internal sealed class SimSiloTable : ISiloTable
{
    private readonly SimConnection _connection;

    /// <summary>Connects a process with the table.</summary>
    public SimSiloTable(SimConnection connection, SimProcess process)
    {
        _connection = connection;
        Members.Changed += () =>
        {
            // News travel by themselves and may get lost.
            if (!connection.Store.IsCutOff(process.Place) && !connection.Store.IsAway && connection.Store.Random.Chance(0.9))
                process.Run(() => Changed?.Invoke());
        };
    }

    /// <inheritdoc/>
    public event Action? Changed;

    private SimMembers Members => _connection.Store.Members;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<TableAnswer> Read() => _connection.Run("members", Members.Read);

    /// <inheritdoc/>
    public Task<TableAnswer> Set(SiloMember member) => _connection.Run("set member", () => Members.Set(member));

    /// <inheritdoc/>
    public Task<TableAnswer> Renew(SiloAddress silo, IReadOnlyCollection<SiloAddress> suspects) =>
        _connection.Run("renew", () => Members.Renew(silo, suspects));

    /// <inheritdoc/>
    public Task<TableAnswer> DeclareDead(SiloAddress silo, SiloAddress by, long? beat) =>
        _connection.Run("declare dead", () => Members.DeclareDead(silo, by, beat));

    /// <inheritdoc/>
    public Task<TableAnswer> RaiseVersion(MembershipVersion version) => _connection.Run("raise", () => Members.RaiseVersion(version));

    /// <inheritdoc/>
    public Task<TableAnswer> Restore(MembershipView view) => _connection.Run("restore", () => Members.Restore(view));
}
