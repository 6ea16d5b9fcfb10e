using System.Diagnostics;

namespace OrleansMicro.Tests.EndToEnd.Common;

/// <summary>A folder in which npm runs, gone with its test.</summary>
internal sealed class NpmFolder : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private static readonly string Root = FindRoot();
    private readonly TempFolder _folder = new();

    /// <summary>Copies files and folders of the repository into it, and installs the packages of its <c>package.json</c>.</summary>
    public static async Task<NpmFolder> Create(params string[] sources)
    {
        var folder = new NpmFolder();
        foreach (var source in sources)
            folder.Copy(Path.Combine(Root, source), Path.GetFileName(source));
        await folder.Run("install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts");
        return folder;
    }

    /// <summary>Runs npm to its end; gives what it printed.</summary>
    public async Task<string> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("npm", arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var timeout = new CancellationTokenSource(Timeout);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        Assert.True(process.ExitCode == 0, $"npm {string.Join(' ', arguments)}: {await output}\n{await errors}");
        return await output;
    }

    public void Dispose() => _folder.Dispose();

    private void Copy(string source, string name)
    {
        if (!Directory.Exists(source))
        {
            File.Copy(source, _folder.File(name));
            return;
        }

        Directory.CreateDirectory(_folder.File(name));
        foreach (var child in Directory.EnumerateFileSystemEntries(source))
            Copy(child, Path.Combine(name, Path.GetFileName(child)));
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrleansMicro.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}

/// <summary>A test that needs node and npm; skipped where one of them is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NpmFactAttribute : FactAttribute
{
    public NpmFactAttribute()
    {
        if (!IsInstalled("node") || !IsInstalled("npm"))
            Skip = "Node and npm are not installed.";
    }

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, program)));
}
