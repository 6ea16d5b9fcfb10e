using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace OrleansMicro.Silo;

/// <summary>When idle activations leave the memory. A grain that is called again reads its row.</summary>
internal static class IdleGrains
{
    private static readonly TimeSpan MaxQuantum = TimeSpan.FromMinutes(1);

    /// <summary>See <see cref="ServerOptions.IdleTime"/> and the settings after it.</summary>
    public static void CollectIdleGrains(this ISiloBuilder silo) =>
        silo.Services.AddOptions<GrainCollectionOptions>().Configure<IOptions<ServerOptions>>(static (options, server) =>
            Configure(options, server.Value));

    internal static void Configure(GrainCollectionOptions options, ServerOptions server)
    {
        options.CollectionAge = server.IdleTime;
        options.ClassSpecificCollectionAge[GrainLifetimes.Order] = server.OrderIdleTime;
        foreach (var grain in GrainLifetimes.CartsCustomersAndPages)
            options.ClassSpecificCollectionAge[grain] = server.CartIdleTime;

        // Orleans looks for idle activations this often. It must be less than each age.
        var shortest = options.ClassSpecificCollectionAge.Values.Append(options.CollectionAge).Min();
        options.CollectionQuantum = shortest / 2 < MaxQuantum ? shortest / 2 : MaxQuantum;
    }
}
