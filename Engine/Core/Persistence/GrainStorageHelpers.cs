using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;

namespace Orleans.Storage;

/// <summary>Finds storage providers.</summary>
public static class GrainStorageHelpers
{
    /// <summary>The provider that the grain class asks for by <see cref="StorageProviderAttribute"/>, or the default one.</summary>
    /// <exception cref="BadProviderConfigException">There is no such provider.</exception>
    public static IGrainStorage GetGrainStorage(Type grainType, IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(grainType);
        var name = grainType.GetCustomAttribute<StorageProviderAttribute>(inherit: true)?.ProviderName;
        return Find(services, name) ?? throw new BadProviderConfigException(string.IsNullOrEmpty(name)
            ? $"No default storage provider found loading grain type {grainType.FullName}."
            : $"No storage provider named \"{name}\" found loading grain type {grainType.FullName}.");
    }

    /// <summary>The provider of the name, or with no name the default one; null if there is none.</summary>
    internal static IGrainStorage? Find(IServiceProvider services, string? name) =>
        string.IsNullOrWhiteSpace(name)
            ? services.GetService<IGrainStorage>()
                ?? services.GetKeyedService<IGrainStorage>(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME)
            : services.GetKeyedService<IGrainStorage>(name);
}
