using System.Globalization;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace OrleansMicro.Tests.EndToEnd.Footprint;

/// <summary>The single host on a SQLite file, from a copy of its assemblies whose every method tells in which source file it stands.</summary>
internal sealed class MeasuredServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<string> _files = [];
    private HookedServer _server = null!;

    public Uri Url => _server.Url;

    public static async Task<MeasuredServer> Start()
    {
        var server = new MeasuredServer();
        server.CopyAssemblies();
        server._server = await HookedServer.Start(server._folder.File("bin/Silo.dll"), nameof(SourceFiles));
        return server;
    }

    /// <summary>The source files of which a method ran during an action, by their path in the repository.</summary>
    public async Task<string[]> FilesOf(Func<Task> action)
    {
        var ran = await _server.Measure(action);
        return [.. ran.Select(id => _files[int.Parse(id, CultureInfo.InvariantCulture)]).Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    private void CopyAssemblies()
    {
        var source = AppContext.BaseDirectory;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = _folder.File(Path.Combine("bin", Path.GetRelativePath(source, file)));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        foreach (var project in new[] { "Silo", "Api", "Hosting", "Grains", "Grains.Abstractions" })
        {
            if (File.Exists(Path.Combine(source, project + ".dll")))
                Instrument(project, Path.Combine(source, project + ".dll"), _folder.File($"bin/{project}.dll"));
        }
    }

    private void Instrument(string project, string source, string target)
    {
        using var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        var parameters = new ReaderParameters
        {
            ReadSymbols = true,
            SymbolReaderProvider = new EmbeddedPortablePdbReaderProvider(),
            AssemblyResolver = resolver,
        };
        using var assembly = AssemblyDefinition.ReadAssembly(source, parameters);
        var note = assembly.MainModule.ImportReference(typeof(SourceFiles).GetMethod(nameof(SourceFiles.Note)));
        foreach (var method in assembly.MainModule.GetTypes().SelectMany(static type => type.Methods))
        {
            if (SourceOf(method, project) is not { } file)
                continue;
            var first = method.Body.Instructions[0];
            var code = method.Body.GetILProcessor();
            code.InsertBefore(first, code.Create(OpCodes.Ldc_I4, IdOf(file)));
            code.InsertBefore(first, code.Create(OpCodes.Call, note));
        }

        assembly.Write(target);
    }

    // By its path in the repository. Generated code has its files in obj. The root depends on the build: /_ if it is deterministic.
    private static string? SourceOf(MethodDefinition method, string project) =>
        method.HasBody && method.DebugInformation.SequencePoints.FirstOrDefault(static point => !point.IsHidden)?.Document.Url is { } file
        && !file.Contains("/obj/", StringComparison.Ordinal) && file.LastIndexOf($"/{project}/", StringComparison.Ordinal) is >= 0 and var start
            ? file[(start + 1)..] : null;

    private int IdOf(string file)
    {
        var id = _files.IndexOf(file);
        if (id >= 0)
            return id;
        _files.Add(file);
        return _files.Count - 1;
    }
}
