using System.Xml.Linq;

namespace OrleansMicro.Tests.Architecture;

/// <summary>The images are built from what <c>.dockerignore</c> leaves: it must leave all that the projects of the images need.</summary>
public sealed class ImageContextTests
{
    private static readonly string[] Lines = [.. Repository.Lines(".dockerignore").Where(static line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void Images_have_the_projects_that_they_are_built_from()
    {
        var needed = Closure("Silo").Concat(Closure("Api")).Distinct();
        Violations.None(
            from project in needed
            where !Lines.Contains("!" + project)
            select $"{project} is not in .dockerignore");
    }

    [Fact]
    public void Images_have_the_resources_that_projects_embed() => Violations.None(
        from project in Closure("Silo").Concat(Closure("Api")).Distinct()
        from resource in Includes(project, "EmbeddedResource")
        let file = $"{project}/{resource}"
        where IsIgnored(file)
        select $"{file} is left out by .dockerignore");

    [Theory]
    [InlineData("Api/obj/a.cs", true)]
    [InlineData("Api/OpenApi/conventions.md", false)]
    public void Patterns_are_understood(string file, bool ignored) => Assert.Equal(ignored, IsIgnored(file));

    private static IEnumerable<string> Closure(string project) =>
        Includes(project, "ProjectReference").Select(static path => Path.GetFileNameWithoutExtension(path)).SelectMany(Closure).Prepend(project);

    private static IEnumerable<string> Includes(string project, string item) =>
        XDocument.Parse(Repository.Read($"{project}/{project}.csproj")).Descendants(item).Select(static e => e.Attribute("Include")!.Value);

    // Only the form that the file uses: '**/name' for a folder or '**/*.extension'.
    private static bool IsIgnored(string file) => Lines.Where(static line => line.StartsWith("**/", StringComparison.Ordinal)).Any(line =>
        line[3] == '*' ? file.EndsWith(line[4..], StringComparison.Ordinal) : file.Split('/').Contains(line[3..]));
}
