using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansMicro.Tests.Architecture;

/// <summary>One word per thing, the field's word (docs/glossary.md). Words on the left are refused in pages, comments, messages and names.</summary>
public sealed partial class VocabularyTests
{
    private static readonly Dictionary<string, string> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        ["anew"] = "again",
        ["bears"] = "tolerates",
        ["by itself"] = "automatically",
        ["farewells"] = "notifications",
        ["mend"] = "fix, recover",
        ["mended"] = "fixed, recovered",
        ["patience"] = "timeout, wait",
        ["patient"] = "timeout, wait",
        ["told"] = "notified, answered, configured",
        ["whoever"] = "a caller, the one that",
    };

    // Names that say nothing by themselves, or are this project's own words. A name is refused as a whole.
    private static readonly Dictionary<string, string> RefusedNames = new(StringComparer.Ordinal)
    {
        ["Ask"] = "Get, Find, Call",
        ["Breaks"] = "Violates",
        ["Carry"] = "Forward",
        ["GiveUpAfter"] = "...Timeout",
        ["HoldFor"] = "ReservationLifetime",
        ["Kept"] = "Stored, Remembered",
        ["Look"] = "Read, Check, PollInterval",
        ["Of"] = "Create, From, For, Parse",
        ["Spill"] = "Overflow, Archive",
        ["Wake"] = "Resume, Activate",
    };

    [Fact]
    public void Pages_use_the_words_of_the_field() => Violations.None(
        from page in Repository.Pages()
        from line in Page.TextLines(Repository.Lines(page))
        from problem in Problems(line.Text)
        select $"{page} line {line.Number}: {problem}");

    [Fact]
    public void Comments_use_the_words_of_the_field() => Violations.None(
        from file in Repository.Sources()
        from problem in Comments(Syntax.Tree(file)).SelectMany(Problems)
        select $"{file}: {problem}");

    [Fact]
    public void Messages_use_the_words_of_the_field() => Violations.None(
        from file in Repository.Sources("Api", "Bench", "Grains", "Grains.Abstractions", "Hosting", "Silo", "Simulation", "Tools")
        from problem in Messages(Syntax.Tree(file)).SelectMany(Problems)
        select $"{file}: {problem}");

    [Fact]
    public void Names_use_the_words_of_the_field() => Violations.None(
        from file in Repository.Sources()
        from problem in NameProblems(Syntax.Tree(file))
        select $"{file} {problem}");

    [Theory]
    [InlineData("class A { int Patience; }")]
    [InlineData("class A { void B(int retryPatience) { } }")]
    [InlineData("class WhoeverAsks { }")]
    [InlineData("class A { void B() { var told = 1; } }")]
    [InlineData("class A { static A Of(int b) => new(); }")]
    public void A_refused_name_is_reported(string code) => Assert.Single(NameProblems(Syntax.Parse(code)));

    [Fact]
    public void Uses_and_other_names_are_not_reported() => Assert.Empty(NameProblems(Syntax.Parse(
        "class OfOneSilo { void Mending() { A.Of(patience); } }")));

    [Theory]
    [InlineData("The order is written anew.")]
    [InlineData("It restarts by itself.")]
    [InlineData("How patient the caller is")]
    public void A_refused_word_is_reported(string text) => Assert.Single(Problems(text));

    [Theory]
    [InlineData("a mendicant")]
    [InlineData("`Api:Patience` is an old name")]
    public void Other_words_are_not_reported(string text) => Assert.Empty(Problems(text));

    [Fact]
    public void Comments_are_found_and_code_is_not() => Assert.Equal(
        ["anew: say again"], Comments(Syntax.Parse("/// <summary>Anew.</summary>\nclass Told { string patience; }")).SelectMany(Problems));

    [Fact]
    public void Messages_are_found_and_identifiers_are_not() => Assert.Equal(
        ["patience: say timeout, wait", "told: say notified, answered, configured"],
        Messages(Syntax.Parse("class Anew { string a = \"no patience\" + $\"{anew} was told\"; }")).SelectMany(Problems));

    // Declarations: their uses are reported with them.
    private static IEnumerable<string> NameProblems(SyntaxNode root) =>
        from token in root.DescendantTokens()
        where token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is not SimpleNameSyntax
        let name = token.ValueText
        let refused = NameWords().Matches(name).Select(static word => word.Value).FirstOrDefault(Refused.ContainsKey)
        let instead = refused is not null ? Refused[refused] : RefusedNames.GetValueOrDefault(name)
        where instead is not null
        select $"{Syntax.Line(token.Parent!)}: {name}: say {instead}";

    private static IEnumerable<string> Messages(SyntaxNode root) =>
        from token in root.DescendantTokens()
        where token.IsKind(SyntaxKind.StringLiteralToken) || token.IsKind(SyntaxKind.InterpolatedStringTextToken)
            || token.IsKind(SyntaxKind.MultiLineRawStringLiteralToken) || token.IsKind(SyntaxKind.SingleLineRawStringLiteralToken)
        where token.ValueText.Contains(' ')
        select token.ValueText;

    private static IEnumerable<string> Comments(SyntaxNode root) =>
        from trivia in root.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)
        select trivia.ToFullString();

    private static IEnumerable<string> Problems(string text) =>
        from Match match in Words().Matches(Code().Replace(text, ""))
        let word = match.Value.ToLowerInvariant()
        where Refused.ContainsKey(word)
        select $"{word}: say {Refused[word]}";

    [GeneratedRegex(@"\bby itself\b|\b\w+\b", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    [GeneratedRegex("[A-Z]?[a-z]+")]
    private static partial Regex NameWords();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();
}
