using System.Reflection;

namespace Orleans.Metadata;

/// <summary>Finds the generated manifests of the entry assembly, the loaded assemblies and all that these refer to.</summary>
internal sealed class AssemblyDiscovery
{
    private static readonly string[] WithoutGrains = ["System", "Microsoft", "netstandard", "mscorlib", "WindowsBase", "xunit", "testhost"];

    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private int _loadedSinceLastWalk = 1;

    public AssemblyDiscovery()
        => AppDomain.CurrentDomain.AssemblyLoad += (_, _) => Volatile.Write(ref _loadedSinceLastWalk, 1);

    /// <summary>The manifests that were not given before; cheap while no assembly is loaded.</summary>
    /// <param name="known">An assembly that is certainly loaded: another thread may be using it before its load has been announced.</param>
    public IReadOnlyList<GeneratedManifest> FindNew(Assembly? known)
    {
        var found = new List<GeneratedManifest>();
        if (known is not null)
        {
            Visit(known, found);
        }

        if (Interlocked.Exchange(ref _loadedSinceLastWalk, 0) == 0)
        {
            return found;
        }

        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            Visit(assembly, found);
        }

        if (Assembly.GetEntryAssembly() is { } entry)
        {
            Visit(entry, found);
        }

        return found;
    }

    private static bool HasNoGrains(AssemblyName name)
        => WithoutGrains.Any(prefix => name.Name == prefix || name.Name?.StartsWith(prefix + ".", StringComparison.Ordinal) == true);

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (IOException)
        {
            // A reference that is not deployed, for example to a build-time assembly: it cannot have grains that run here.
            return null;
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    private void Visit(Assembly assembly, List<GeneratedManifest> found)
    {
        if (assembly.IsDynamic || HasNoGrains(assembly.GetName()) || !_visited.Add(assembly.FullName!))
        {
            return;
        }

        if (assembly.GetCustomAttribute<GeneratedManifestAttribute>() is { } attribute)
        {
            found.Add((GeneratedManifest)Activator.CreateInstance(attribute.Manifest)!);
        }

        foreach (var reference in assembly.GetReferencedAssemblies())
        {
            if (!HasNoGrains(reference) && !_visited.Contains(reference.FullName) && TryLoad(reference) is { } referenced)
            {
                Visit(referenced, found);
            }
        }
    }
}
