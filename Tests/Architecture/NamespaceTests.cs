using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansMicro.Tests.Architecture;

/// <summary>Namespaces follow folders, and a layer imports only what it may know.</summary>
public sealed class NamespaceTests
{
    // What drives the product over HTTP. Bench/Yardstick has a server of its own, Bench/Flash calls grains.
    private static readonly string[] Cluster = ["Orleans.", "StackExchange.Redis", "Microsoft.AspNetCore"];

    /// <summary>Namespaces that the files of a folder must not import, by the start of their names.</summary>
    private static readonly Dictionary<string, string[]> Forbidden = new(StringComparer.Ordinal)
    {
        ["Grains.Abstractions"] = ["Microsoft.AspNetCore", "Microsoft.Extensions", "StackExchange.Redis", "System.Net"],
        ["Grains"] = ["Microsoft.AspNetCore", "StackExchange.Redis", "System.Net", "OrleansMicro.Hosting", "OrleansMicro.Silo"],
        ["Simulation"] = ["Microsoft.AspNetCore", "StackExchange.Redis", "System.Net.Http", "System.Net.Sockets"],
        ["Api"] = ["OrleansMicro.Silo"],
        ["Bench"] = ["OrleansMicro.Silo"],
        ["Bench/Api"] = Cluster,
        ["Bench/Load"] = Cluster,
        ["Bench/Oversell"] = Cluster,
        ["Bench/Replay"] = Cluster,
        ["Bench/Smoke"] = Cluster,
    };

    [Fact]
    public void Layers_import_only_what_they_may_know() => Violations.None(
        from folder in Forbidden.Keys
        from file in Repository.Sources(folder)
        from name in ForbiddenImports(folder, Repository.Read(file))
        select $"{file} imports {name}");

    [Fact]
    public void A_forbidden_import_is_reported() =>
        Assert.Equal(["Microsoft.AspNetCore.Http"], ForbiddenImports("Grains", "using Microsoft.AspNetCore.Http; class A;"));

    [Fact]
    public void Namespaces_follow_folders() => Violations.None(
        from file in Repository.Sources()
        from declaration in Syntax.Tree(file).DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        where !Fits(declaration.Name.ToString(), Path.GetDirectoryName(file)!)
        select $"{file} declares {declaration.Name}");

    [Theory]
    [InlineData("OrleansMicro.Orders", "Grains/Payments")]
    [InlineData("OrleansMicro.Tests.Stock", "Tests/Orders")]
    public void A_foreign_namespace_is_reported(string name, string folder) => Assert.False(Fits(name, folder));

    private static IEnumerable<string> ForbiddenImports(string folder, string code) =>
        from import in Syntax.Parse(code).DescendantNodes().OfType<UsingDirectiveSyntax>()
        let name = import.NamespaceOrType.ToString()
        where Forbidden[folder].Any(start => name.StartsWith(start, StringComparison.Ordinal))
        select name;

    // Each part of a namespace after the first is a folder of the path. Folders may group files without a namespace of their own.
    private static bool Fits(string name, string folder)
    {
        var parts = name.Split('.');
        var folders = folder.Split('/', '.');
        return parts[0] == "OrleansMicro" && parts.Skip(1).All(part => folders.Contains(part));
    }
}
