using Orleans.Configuration;

namespace OrleansMicro.Silo;

/// <summary>
/// How many addresses of activations a silo remembers. Orleans adds each activation of the silo, keeps it when the activation is gone, and forgets
/// the oldest one only after a million, which takes about 450 MB:
/// https://github.com/dotnet/orleans/blob/main/src/Orleans.Runtime/GrainDirectory/LocalGrainDirectory.cs
/// </summary>
internal static class DirectoryCache
{
    /// <summary>In a cluster, about 110 MB. An address that is not remembered costs a call to the silo that registered it.</summary>
    internal const int MaxAddresses = 250_000;

    /// <summary>The table of the cache that Orleans makes in any case has this many entries.</summary>
    private const int Fewest = 1_000;

    /// <summary>For a silo that is alone. It registers all its activations itself, so it finds them without a cache.</summary>
    public static void UseNoDirectoryCache(this ISiloBuilder silo) => silo.Configure<GrainDirectoryOptions>(static options =>
        (options.CachingStrategy, options.CacheSize) = (GrainDirectoryOptions.CachingStrategyType.None, Fewest));

    /// <summary>For a silo of a cluster.</summary>
    public static void LimitDirectoryCache(this ISiloBuilder silo) =>
        silo.Configure<GrainDirectoryOptions>(static options => options.CacheSize = MaxAddresses);
}
