namespace OrleansMicro.Tools.Processes;

/// <summary>Where the built programs are: beside this one, as in the tests' folder, or in their own folders of the same build.</summary>
internal static class Programs
{
    public static string Silo => Find("Silo");

    public static string Api => Find("Api");

    public static string Tools => Find("Tools");

    /// <summary>A program of another build, such as in the folder <c>artifacts/bin/Silo/release</c> of another checkout.</summary>
    public static string In(DirectoryInfo build, string name)
    {
        var program = Path.Combine(build.FullName, name + ".dll");
        return File.Exists(program)
            ? program
            : throw new IOException($"{program} does not exist. Build that checkout first: dotnet build -c Release.");
    }

    private static string Find(string name)
    {
        string[] places =
        [
            Path.Combine(AppContext.BaseDirectory, name + ".dll"),
            Path.Combine(AppContext.BaseDirectory, "..", "..", name, Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')), name + ".dll"),
        ];
        return Array.Find(places, File.Exists) is { } found
            ? Path.GetFullPath(found)
            : throw new IOException($"{name}.dll is not built; it should be at {Path.GetFullPath(places[^1])}.");
    }
}
