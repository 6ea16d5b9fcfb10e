namespace OrleansMicro.Tests.Architecture;

/// <summary>The files of the checkout that the tests run in. Paths are relative to its root and use '/'.</summary>
internal static class Repository
{
    private static readonly string[] Skipped = [".git", "artifacts", "bin", "obj", "data", "TestResults", "node_modules", "StrykerOutput"];
    private static readonly Lazy<string> LazyRoot = new(FindRoot);
    private static readonly Lazy<string[]> LazyFiles = new(() => [.. Walk(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)]);

    public static string Root => LazyRoot.Value;

    public static IReadOnlyList<string> Files => LazyFiles.Value;

    /// <summary>The names of the folders at the root.</summary>
    public static IReadOnlySet<string> Folders { get; } =
        Files.Where(static file => file.Contains('/', StringComparison.Ordinal)).Select(static file => file.Split('/')[0]).ToHashSet();

    /// <summary>All C# files, or those in the given folders.</summary>
    public static IEnumerable<string> Sources(params string[] folders) =>
        Files.Where(file => IsIn(file, folders) && file.EndsWith(".cs", StringComparison.Ordinal));

    public static IEnumerable<string> Pages() => Files.Where(static file => file.EndsWith(".md", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    public static bool Exists(string path)
    {
        var full = Path.Combine(Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    private static bool IsIn(string file, string[] folders) =>
        folders.Length == 0 || Array.Exists(folders, folder => file.StartsWith(folder + '/', StringComparison.Ordinal));

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles())
            yield return Path.GetRelativePath(Root, file.FullName).Replace('\\', '/');
        foreach (var child in folder.EnumerateDirectories().Where(static child => !Skipped.Contains(child.Name) && child.LinkTarget is null))
        {
            foreach (var file in Walk(child))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OrleansMicro.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException("No OrleansMicro.sln above the test assembly. These tests run inside a checkout.");
    }
}
