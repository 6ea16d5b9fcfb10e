using System.Reflection;
using System.Runtime.CompilerServices;

namespace OrleansMicro.Silo;

/// <summary>
/// Lets Orleans' dashboard read the files of its page at the first view. The constructor of its provider reads and compresses them all, while the
/// server starts: https://github.com/dotnet/orleans/blob/main/src/Dashboard/Orleans.Dashboard/EmbeddedAssetProvider.cs
/// </summary>
internal sealed class DashboardAssets
{
    /// <summary>Orleans' provider.</summary>
    internal static readonly Type Provider =
        typeof(Orleans.Dashboard.ServiceCollectionExtensions).Assembly.GetType("Orleans.Dashboard.EmbeddedAssetProvider", throwOnError: true)!;

    private static readonly ConstructorInfo Constructor = Provider.GetConstructor(Type.EmptyTypes)
        ?? throw new MissingMethodException(Provider.FullName, ConstructorInfo.ConstructorName);

    private readonly object _provider = RuntimeHelpers.GetUninitializedObject(Provider);
    private readonly Lazy<object?> _construction;

    public DashboardAssets() => _construction = new(() => Constructor.Invoke(_provider, parameters: null));

    /// <summary>Replaces the provider that <c>AddDashboard</c> registered.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<DashboardAssets>();
        services.AddSingleton(Provider, static services => services.GetRequiredService<DashboardAssets>()._provider);
    }

    /// <summary>Reads the files unless they have been read. Must return before a file is served.</summary>
    public void Read() => _ = _construction.Value;
}
