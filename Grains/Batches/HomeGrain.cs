using System.Collections.Immutable;
using Orleans.Placement;

namespace OrleansMicro.Batches;

/// <summary>
/// A grain at the home of its key. When a new silo becomes its home, it moves there at its next frequent call. Orleans does not move it anywhere
/// else.
/// </summary>
[HomePlacement]
[Immovable]
public abstract class HomeGrain(IClusterSilos silos) : Grain
{
    private ImmutableArray<SiloAddress> _seen;
    private SiloAddress? _home;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Now and not at the first frequent call, before which a silo may join.
        GoHome();
        return base.OnActivateAsync(cancellationToken);
    }

    /// <summary>
    /// Moves the activation, after its running calls, if its home has become another silo since it was activated. A state is written and read again,
    /// because none takes part in a migration (<see cref="StateRow{TState}"/>).
    /// </summary>
    protected void GoHome()
    {
        var active = silos.Active;
        if (active == _seen || active.IsEmpty)
            return;
        var (before, home) = (_home, Home.For(this.GetPrimaryKeyString(), active.AsSpan()));
        (_seen, _home) = (active, home);
        if (before is not null && !home.Equals(before) && !home.Equals(silos.Local))
            MigrateOnIdle();
    }
}
