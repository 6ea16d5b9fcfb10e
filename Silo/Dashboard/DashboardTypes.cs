using System.Reflection;

namespace OrleansMicro.Silo;

/// <summary>
/// The internal types of Orleans' dashboard that this program replaces or starts later. Null: this version of Orleans has no such type, and its
/// dashboard works as Orleans made it.
/// </summary>
/// <param name="Host">What measures the silo.</param>
/// <param name="Assets">What reads the files of the page. It has a constructor without parameters.</param>
internal sealed record DashboardTypes(Type? Host, Type? Assets)
{
    private const string HostName = "Orleans.Dashboard.DashboardHost";
    private const string AssetsName = "Orleans.Dashboard.EmbeddedAssetProvider";

    /// <summary>The names of those that are missing.</summary>
    public string Missing => string.Join(", ", new[] { Host is null ? HostName : null, Assets is null ? AssetsName : null }.OfType<string>());

    /// <summary>Finds them.</summary>
    public static DashboardTypes From(Assembly dashboard) => new(
        dashboard.GetType(HostName),
        dashboard.GetType(AssetsName) is { } assets && assets.GetConstructor(Type.EmptyTypes) is not null ? assets : null);
}
