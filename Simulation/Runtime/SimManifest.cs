using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Metadata;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>The manifest of a cluster whose silos all have the same grains.</summary>
internal sealed class SimManifest : IClusterManifestProvider
{
    public SimManifest(
        IEnumerable<IGrainPropertiesProvider> ofGrains,
        IEnumerable<IGrainInterfacePropertiesProvider> ofInterfaces,
        IOptions<GrainTypeOptions> options,
        GrainTypeResolver grains,
        GrainInterfaceTypeResolver interfaces)
    {
        LocalGrainManifest = new GrainManifest(
            options.Value.Classes.ToImmutableDictionary(grains.GetGrainType, type => new GrainProperties(Properties(ofGrains, (provider, all) =>
                provider.Populate(type, grains.GetGrainType(type), all)))),
            options.Value.Interfaces.ToImmutableDictionary(interfaces.GetGrainInterfaceType,
                type => new GrainInterfaceProperties(Properties(ofInterfaces, (provider, all) =>
                provider.Populate(type, interfaces.GetGrainInterfaceType(type), all)))));
        Current = new ClusterManifest(new MajorMinorVersion(1, 0),
            ImmutableDictionary<SiloAddress, GrainManifest>.Empty.Add(SiloAddress.Zero, LocalGrainManifest));
    }

    /// <inheritdoc/>
    public ClusterManifest Current { get; }

    /// <inheritdoc/>
    public IAsyncEnumerable<ClusterManifest> Updates => throw new NotSupportedException("The manifest of a simulated cluster does not change.");

    /// <inheritdoc/>
    public GrainManifest LocalGrainManifest { get; }

    private static ImmutableDictionary<string, string> Properties<T>(IEnumerable<T> providers, Action<T, Dictionary<string, string>> populate)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var provider in providers)
            populate(provider, all);
        return all.ToImmutableDictionary(StringComparer.Ordinal);
    }
}
