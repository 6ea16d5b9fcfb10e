using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansMicro.Tests.Architecture;

/// <summary>Each word of the glossary has a sentence and names a type or a path that exists.</summary>
public sealed partial class GlossaryTests
{
    private const string Page = "docs/glossary.md";

    private static readonly Lazy<HashSet<string>> Types = new(static () =>
        [.. Repository.Sources().SelectMany(static file => Syntax.Tree(file).DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            .Select(static type => type.Identifier.Text)]);

    [Fact]
    public void Each_word_names_its_place_in_the_code() => Violations.None(Problems(Repository.Lines(Page)));

    [Fact]
    public void There_are_words() => Assert.True(Rows(Repository.Lines(Page)).Count() >= 30);

    [Theory]
    [InlineData("| grain | An object. | `NoSuchType` |")]
    [InlineData("| grain | An object. | nowhere |")]
    [InlineData("| grain | An object | `Grains/` |")]
    [InlineData("| grain | An object. | `Grains/None/` |")]
    public void A_word_without_a_place_is_reported(string row) => Assert.Single(Problems([row]));

    private static IEnumerable<string> Problems(string[] lines) =>
        from cells in Rows(lines)
        let place = Code().Match(cells[2]).Groups[1].Value
        where !(place.Contains('/') ? Repository.Exists(place.TrimEnd('/')) : Types.Value.Contains(place)) || !cells[1].EndsWith('.')
        select $"{cells[0]}: {cells[1]} {cells[2]}";

    private static IEnumerable<string[]> Rows(string[] lines) =>
        from line in lines
        where line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| word |", StringComparison.Ordinal)
        let cells = line.Trim('|', ' ').Split(" | ")
        where !cells[0].StartsWith("---", StringComparison.Ordinal)
        select cells;

    [GeneratedRegex("^`([^`]+)`$")]
    private static partial Regex Code();
}
