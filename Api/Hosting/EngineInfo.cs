using System.Reflection;

namespace OrleansMicro.Hosting;

/// <summary>Which implementation of the Orleans API this program was built with.</summary>
internal static class EngineInfo
{
    /// <summary>A name for people, such as <c>Microsoft Orleans 10.4.2</c>.</summary>
    public static string Name { get; } = Describe(typeof(Grain).Assembly);

    private static string Describe(Assembly engine)
    {
        if (engine.GetName().Name!.StartsWith("OrleansMicro.", StringComparison.Ordinal))
            return "built-in engine";
        var version = engine.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return $"Microsoft Orleans {version.Split(['+', ' '])[0].TrimEnd('.')}";
    }
}
