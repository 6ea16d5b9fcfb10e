using System.Xml.Linq;

namespace OrleansMicro.Tests.Architecture;

/// <summary>The arrows between projects (docs/architecture.md, "Folders").</summary>
public sealed class ProjectReferenceTests
{
    /// <summary>Each project, the projects that it may reference, and what its package names may begin with.</summary>
    private static readonly Dictionary<string, (string[] Projects, string[] Packages)> Allowed = new(StringComparer.Ordinal)
    {
        ["Grains.Abstractions"] = ([], ["Microsoft.Orleans.Sdk", "System.IO.Hashing"]),
        ["Grains"] = (["Grains.Abstractions"], ["Microsoft.Orleans.Sdk", "Microsoft.Orleans.Reminders", "System.IO.Hashing"]),
        ["Hosting"] = ([], ["Microsoft.", "OpenTelemetry.", "StackExchange.Redis"]),
        ["Api"] = (["Grains.Abstractions", "Hosting"], ["Microsoft.", "StackExchange.Redis", "Scalar.", "Grpc.", "$(CompilerPackages)"]),
        ["Silo"] = (["Grains", "Hosting", "Api"], ["Microsoft.", "StackExchange.Redis", "SQLitePCLRaw.", "idunno.", "$(CompilerPackages)"]),
        ["Simulation"] = (["Grains"], ["Microsoft.Orleans.Sdk", "Microsoft.Orleans.Reminders", "System.CommandLine"]),
        ["Bench"] = (
            ["Grains.Abstractions"],
            [
                "CsvHelper", "System.CommandLine", "Microsoft.Orleans.", "Microsoft.Data.Sqlite", "SQLitePCLRaw.", "StackExchange.Redis",
                "$(CompilerPackages)",
            ]),
        ["Tools"] = (["Bench"], ["System.CommandLine"]),
        ["Tests"] = (["Grains", "Silo", "Bench", "Simulation", "Tools"], [""]),
        ["EndToEnd"] = (["Silo", "Bench", "Tools"], [""]),
    };

    public static TheoryData<string> Projects() =>
        [.. Repository.Files.Where(static file => file.EndsWith(".csproj", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Projects_reference_only_what_the_design_allows(string file) => Violations.None(Check(file, Repository.Read(file)));

    [Theory]
    [InlineData("Api/Api.csproj", "<ProjectReference Include='../Grains/Grains.csproj' />")]
    [InlineData("Grains/Grains.csproj", "<PackageReference Include='Microsoft.Orleans.Server' />")]
    [InlineData("New/New.csproj", "")]
    public void A_forbidden_reference_is_reported(string file, string item) =>
        Assert.NotEmpty(Check(file, $"<Project><ItemGroup>{item}</ItemGroup></Project>"));

    private static IEnumerable<string> Check(string file, string text)
    {
        if (!Allowed.TryGetValue(Path.GetFileNameWithoutExtension(file), out var allowed))
            return [$"{file}: unknown project. Add it to the design and to this table."];
        var references = References(text, "ProjectReference").Select(static path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        var packages = References(text, "PackageReference");
        return references.Where(name => !allowed.Projects.Contains(name)).Select(name => $"{file} references {name}")
            .Concat(packages.Where(name => !Array.Exists(allowed.Packages, start => name.StartsWith(start, StringComparison.Ordinal)))
                .Select(name => $"{file} uses the package {name}"));
    }

    private static IEnumerable<string> References(string text, string kind) =>
        XDocument.Parse(text).Descendants(kind).Select(static item => (string?)item.Attribute("Include")).OfType<string>();
}
