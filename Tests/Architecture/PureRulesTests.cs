using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansMicro.Tests.Architecture;

/// <summary>Business rules are functions of state, command and time. They reach no clock, storage, grain or thread.</summary>
public sealed class PureRulesTests
{
    private static readonly string[] Banned =
    [
        "TimeProvider", "IGrainFactory", "IPersistentState", "IPaymentProvider", "ILogger", "Random", "Guid", "Task", "ValueTask",
        "DateTime", "Stopwatch", "Environment",
    ];

    [Fact]
    public void Rules_are_pure() => Violations.None(
        from file in RuleFiles()
        from violation in Impurities(Syntax.Tree(file))
        select $"{file} {violation}");

    [Fact]
    public void Each_capability_has_rules() => Assert.True(RuleFiles().Count() >= 8);

    [Theory]
    [InlineData("class R { long A(TimeProvider clock) => clock.GetTimestamp(); }")]
    [InlineData("class R { async void A() { await B(); } }")]
    [InlineData("class R { int A() => new Random().Next(); }")]
    public void An_impure_rule_is_reported(string code) => Assert.NotEmpty(Impurities(Syntax.Parse(code)));

    private static IEnumerable<string> RuleFiles() =>
        Repository.Sources("Grains").Where(static file => file.EndsWith("Rules.cs", StringComparison.Ordinal));

    private static IEnumerable<string> Impurities(SyntaxNode root)
    {
        var names = root.DescendantNodes().OfType<SimpleNameSyntax>().Where(static name => Banned.Contains(name.Identifier.Text))
            .Select(static name => $"{Syntax.Line(name)}: {name.Identifier.Text}");
        var awaits = root.DescendantNodes().OfType<AwaitExpressionSyntax>().Select(static node => $"{Syntax.Line(node)}: await");
        return names.Concat(awaits);
    }
}
