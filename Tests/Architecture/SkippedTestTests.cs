using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansMicro.Tests.Architecture;

/// <summary>Tests that need redis-server or chromium skip where it is missing. xUnit reports a skip of a plain [Fact] as a failure.</summary>
public sealed class SkippedTestTests
{
    private static readonly string[] Servers = ["RedisServer", "OldRedisShop", "RedisHost", "Chromium"];

    [Fact]
    public void Tests_with_a_server_can_be_skipped() => Violations.None(
        from file in Repository.Sources("Tests")
        from test in PlainTests(Syntax.Tree(file))
        select $"{file} {test}: use [SkippableFact] or [SkippableTheory]");

    [Theory]
    [InlineData("class A(RedisServer r) { [Fact] public void B() { } }")]
    [InlineData("class A : IClassFixture<RedisServer> { [Theory] public void B() { } }")]
    [InlineData("class A { [Fact] public void B() { var browser = Chromium.Start(); } }")]
    public void A_plain_test_with_a_server_is_reported(string code) => Assert.NotEmpty(PlainTests(Syntax.Parse(code)));

    private static IEnumerable<string> PlainTests(SyntaxNode root) =>
        from type in root.DescendantNodes().OfType<ClassDeclarationSyntax>()
        where type.DescendantTokens().Any(static token => Servers.Contains(token.Text))
        from method in type.Members.OfType<MethodDeclarationSyntax>()
        from attribute in method.AttributeLists.SelectMany(static list => list.Attributes)
        where attribute.Name.ToString() is "Fact" or "Theory"
        select $"{Syntax.Line(method)}: {method.Identifier.Text}";
}
