using Orleans.Configuration;

namespace OrleansMicro.Silo;

/// <summary>
/// Activates a grain on the silo of its first caller, unless that silo is clearly busier than others. An API sends all calls to a grain through one
/// gateway, so a cart is on its gateway, and its order and customer are beside it: their calls do not cross silos.
/// </summary>
/// <remarks>
/// Not <see cref="Orleans.Placement.PreferLocalPlacementAttribute"/>: an API keeps the gateway of a grain for as long as its connection lives, so a
/// silo that joins gets no calls of grains that are in use. See docs/decisions/0031-keep-the-calls-of-a-purchase-on-one-silo.md.
/// </remarks>
internal static class CallerPlacement
{
    /// <summary>
    /// How much worse the score of the caller's silo may be, in percent of the worst one. As much as Orleans' weight of the number of activations: a
    /// silo without any takes new ones as soon as it is less busy in another way too. Orleans' default is 5, which equal silos exceed by chance.
    /// </summary>
    private const int Margin = ResourceOptimizedPlacementOptions.DEFAULT_ACTIVATION_COUNT_WEIGHT;

    /// <summary>For grains without a placement of their own.</summary>
    public static void PlaceBesideCallers(this ISiloBuilder silo) =>
        silo.Configure<ResourceOptimizedPlacementOptions>(static options => options.LocalSiloPreferenceMargin = Margin);
}
