using OrleansMicro.Batches;

namespace OrleansMicro.Tests.Simulation.Contract;

/// <summary>A grain with a placement of the product.</summary>
public interface IPlacedProbe : IGrainWithStringKey
{
    /// <summary>The address of its silo.</summary>
    Task<string> Where();
}

/// <inheritdoc cref="IPlacedProbe"/>
[SiloPlacement]
public sealed class PlacedProbe(ILocalSiloDetails silo) : Grain, IPlacedProbe
{
    public Task<string> Where() => Task.FromResult(silo.SiloAddress.ToParsableString());
}
