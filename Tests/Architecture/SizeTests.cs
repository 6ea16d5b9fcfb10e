using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansMicro.Tests.Architecture;

/// <summary>Limits on the lengths of files, methods and lines.</summary>
public sealed class SizeTests
{
    private const int MaxFile = 500;
    private const int MaxMethod = 70;
    private const int MaxColumns = 150;
    private static readonly string[] AreasOfTheirOwn = ["Grpc", "Events", "Webhooks"];

    [Fact]
    public void Files_are_short()
    {
        var lengths = Repository.Sources().Select(static file => (File: file, Lines: Repository.Lines(file).Length))
            .OrderBy(static f => f.Lines).ToArray();

        Violations.None(lengths.Where(static f => f.Lines > MaxFile).Select(static f => $"{f.File}: {f.Lines} lines, at most {MaxFile}"));
        Assert.InRange(lengths[lengths.Length / 2].Lines, 1, 60);
        Assert.InRange(lengths[lengths.Length * 9 / 10].Lines, 1, 250);
    }

    // The first one is the REST API of the shop. The others are ways in and out of their own.
    [Theory]
    [InlineData("", 2_730)]
    [InlineData("Grpc", 1_000)]
    [InlineData("Events", 400)]
    [InlineData("Webhooks", 400)]
    public void The_apis_are_small(string area, int maxLines)
    {
        var lengths = Repository.Sources("Api").Where(file => AreaOf(file) == area)
            .Select(static file => Repository.Lines(file).Length).Order().ToArray();

        Assert.InRange(lengths.Sum(), 1, maxLines);
        Assert.InRange(lengths[lengths.Length / 2], 1, 60);
        Assert.InRange(lengths[lengths.Length * 9 / 10], 1, 150);
    }

    private static string AreaOf(string file) =>
        AreasOfTheirOwn.FirstOrDefault(area => file.StartsWith($"Api/{area}/", StringComparison.Ordinal)) ?? "";

    [Fact]
    public void Methods_are_short() => Violations.None(
        from file in Repository.Sources()
        from violation in LongMethods(Syntax.Tree(file))
        select $"{file} {violation}");

    [Theory]
    [InlineData("class A { void B() {", "} }")]
    [InlineData("class A { void B() { int C() {", "return 1; } C(); } }")]
    [InlineData("class A { System.Action B = () => {", "}; }")]
    public void A_long_method_is_reported(string start, string end) =>
        Assert.NotEmpty(LongMethods(Syntax.Parse(start + new string('\n', MaxMethod) + end)));

    [Fact]
    public void Lines_are_short() => Violations.None(
        from file in Repository.Sources()
        from line in Repository.Lines(file).Index()
        where line.Item.Length > MaxColumns
        select $"{file} line {line.Index + 1}: {line.Item.Length} columns, at most {MaxColumns}");

    private static IEnumerable<string> LongMethods(SyntaxNode root) =>
        from node in root.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or AnonymousFunctionExpressionSyntax
        let lines = Lines(node)
        where lines > MaxMethod
        select $"{Syntax.Line(node)}: a method of {lines} lines, at most {MaxMethod}";

    private static int Lines(SyntaxNode node)
    {
        var span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
