using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansMicro.Tests.Architecture;

/// <summary>The names of tests stay short enough for the list that a test run prints.</summary>
public sealed class TestNameTests
{
    private const int MaxLength = 60;

    [Fact]
    public void Test_names_have_at_most_60_characters() => Violations.None(
        from file in Repository.Sources("Tests")
        from name in LongNames(Syntax.Tree(file))
        select $"{file} {name}");

    [Fact]
    public void A_long_test_name_is_reported() =>
        Assert.NotEmpty(LongNames(Syntax.Parse($"class A {{ [Fact] public void {new string('x', MaxLength + 1)}() {{ }} }}")));

    private static IEnumerable<string> LongNames(SyntaxNode root) =>
        from method in root.DescendantNodes().OfType<MethodDeclarationSyntax>()
        where method.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => IsTest(attribute.Name.ToString()))
        let name = method.Identifier.Text
        where name.Length > MaxLength
        select $"{Syntax.Line(method)}: {name} has {name.Length} characters, at most {MaxLength}";

    private static bool IsTest(string attribute) =>
        attribute.EndsWith("Fact", StringComparison.Ordinal) || attribute.EndsWith("Theory", StringComparison.Ordinal);
}
