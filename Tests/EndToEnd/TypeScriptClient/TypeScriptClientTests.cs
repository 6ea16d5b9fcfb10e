using System.Diagnostics;
using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.TypeScriptClient;

/// <summary>What a client developer does with the committed OpenAPI document.</summary>
[Collection(ProcessTests.Name)]
public sealed class TypeScriptClientTests : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);
    private static readonly string Root = FindRoot();
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NpmFact]
    public async Task The_document_is_lint_clean_and_a_generated_client_buys()
    {
        foreach (var file in new[] { "package.json", "tsconfig.json", "purchase.ts" })
            File.Copy(Path.Combine(Root, "Tests/EndToEnd/TypeScriptClient", file), Path.Combine(_folder.Path, file));
        File.Copy(Path.Combine(Root, "Api/openapi.json"), Path.Combine(_folder.Path, "openapi.json"));
        await Npm("install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts");

        var lint = JsonDocument.Parse(await Npm("run", "--silent", "lint")).RootElement.GetProperty("totals");
        Assert.Equal((0, 0), (lint.GetProperty("errors").GetInt32(), lint.GetProperty("warnings").GetInt32()));

        await Npm("run", "generate");
        await Npm("run", "compile");
        using var data = new TempFolder();
        await using var server = await ServerProcess.Start(data.Path);
        var bought = JsonDocument.Parse(await Npm("run", "--silent", "purchase", "--", server.Url.ToString().TrimEnd('/'))).RootElement;

        Assert.Equal(("paid", 3098), (bought.GetProperty("status").GetString(), bought.GetProperty("captured").GetInt32()));
        Assert.True(bought.GetProperty("listed").GetBoolean());
        Assert.Equal("not-found", bought.GetProperty("missing").GetString());
    }

    private async Task<string> Npm(params string[] arguments)
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
