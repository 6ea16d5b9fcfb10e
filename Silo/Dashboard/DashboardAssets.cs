using System.Runtime.CompilerServices;

namespace OrleansMicro.Silo;

/// <summary>
/// Lets Orleans' dashboard read the files of its page at the first view. The constructor of its provider reads and compresses them all, while the
/// server starts: https://github.com/dotnet/orleans/blob/main/src/Dashboard/Orleans.Dashboard/EmbeddedAssetProvider.cs
/// </summary>
internal sealed class DashboardAssets
{
    private readonly Lazy<object?> _construction;

    private DashboardAssets(Func<object?> construct) => _construction = new(construct);

    /// <summary>Replaces the provider that <c>AddDashboard</c> registered. Null: it stays.</summary>
    public static void AddTo(IServiceCollection services, Type? type)
    {
        if (type is null)
        {
            services.AddSingleton(new DashboardAssets(static () => null));
            return;
        }

        var provider = RuntimeHelpers.GetUninitializedObject(type);
        services.AddSingleton(new DashboardAssets(() => type.GetConstructor(Type.EmptyTypes)!.Invoke(provider, parameters: null)));
        services.AddSingleton(type, provider);
    }

    /// <summary>Reads the files unless they have been read. Must return before a file is served.</summary>
    public void Read() => _ = _construction.Value;
}
