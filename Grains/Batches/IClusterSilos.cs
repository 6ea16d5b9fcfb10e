using System.Collections.Immutable;
using Orleans.Metadata;

namespace OrleansMicro.Batches;

/// <summary>The active silos, as this silo knows them.</summary>
public interface IClusterSilos
{
    /// <summary>This silo.</summary>
    SiloAddress Local { get; }

    /// <summary>The silos that can get new activations, in no order. This silo is not among them while it starts or stops.</summary>
    ImmutableArray<SiloAddress> Active { get; }
}

/// <summary>
/// The silos of the cluster's manifest. Orleans chooses the silos for a new activation from the same list, so that both agree.
/// </summary>
internal sealed class ClusterSilos(IClusterManifestProvider manifest, ILocalSiloDetails local) : IClusterSilos
{
    private Seen _seen = new(null, []);

    /// <inheritdoc/>
    public SiloAddress Local => local.SiloAddress;

    /// <inheritdoc/>
    public ImmutableArray<SiloAddress> Active
    {
        get
        {
            var (seen, current) = (_seen, manifest.Current);
            if (!ReferenceEquals(seen.Manifest, current))
                _seen = seen = new Seen(current, [.. current.Silos.Keys]);
            return seen.Silos;
        }
    }

    // One reference, so that any thread reads a list with its own manifest.
    private sealed record Seen(ClusterManifest? Manifest, ImmutableArray<SiloAddress> Silos);
}
