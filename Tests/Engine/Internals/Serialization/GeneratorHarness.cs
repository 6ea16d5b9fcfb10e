using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OrleansMicro.Engine.Generator;

namespace OrleansMicro.Tests.Engine.Internals.Serialization;

/// <summary>Runs the generator over a piece of code.</summary>
internal static class GeneratorHarness
{
    private const string Usings = "using System; using System.Threading; using System.Threading.Tasks; using Orleans; using Orleans.Runtime;\n";

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path))];

    public static CSharpCompilation Compile(params string[] sources)
        => CSharpCompilation.Create(
            "Sample",
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(
                Usings + source, new CSharpParseOptions(LanguageVersion.Preview), path: $"Sample{index}.cs")),
            References,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable,
                generalDiagnosticOption: ReportDiagnostic.Error));

    public static GeneratorDriver Driver()
        => CSharpGeneratorDriver.Create(
            [new EngineGenerator().AsSourceGenerator()],
            parseOptions: new CSharpParseOptions(LanguageVersion.Preview),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the generator complains about.</summary>
    public static IReadOnlyList<Diagnostic> Complaints(string source)
        => Driver().RunGenerators(Compile(source)).GetRunResult().Diagnostics;

    /// <summary>What the compiler complains about in the source and the generated code together, warnings included.</summary>
    public static IReadOnlyList<Diagnostic> CompilerComplaints(string source)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(source), out var compilation, out _);
        return [.. compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden)];
    }
}
