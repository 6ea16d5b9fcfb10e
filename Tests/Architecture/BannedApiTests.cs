using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace OrleansMicro.Tests.Architecture;

/// <summary>APIs that product code must not call: the wall clock, blocking waits, chance without a seed, swallowed exceptions, the console.</summary>
public sealed class BannedApiTests
{
    private static readonly string[] Product = ["Api", "Grains", "Grains.Abstractions", "Hosting", "Silo"];
    private static readonly string[] Libraries = ["Grains", "Grains.Abstractions", "Silo/Storage"];

    private static readonly string[] Clock =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Environment.TickCount",
        "Environment.TickCount64", "Stopwatch.StartNew", "Stopwatch.GetTimestamp", "Thread.Sleep",
    ];

    private static readonly string[] Chance = ["Random.Shared", "Guid.NewGuid", "RandomNumberGenerator.GetInt32"];

    [Fact]
    public void Product_code_takes_time_from_its_host() => Violations.None(Find(Product, static root => Members(root, Clock).Concat(Delays(root))));

    [Fact]
    public void Grains_take_chance_from_their_host() =>
        Violations.None(Find(["Grains", "Grains.Abstractions"], static root => Members(root, Chance).Concat(UnseededRandom(root))));

    [Fact]
    public void Product_code_swallows_no_exception() => Violations.None(Find(Product, EmptyCatches));

    [Fact]
    public void Other_code_says_why_it_swallows_an_exception() =>
        Violations.None(Find(["Simulation", "Bench", "Tools", "Tests"], UnexplainedCatches));

    [Fact]
    public void Libraries_do_not_write_to_the_console() => Violations.None(Find(Libraries, static root => Members(root, ["Console"])));

    [Fact]
    public void Sources_do_not_depend_on_build_symbols() => Violations.None(Find([.. Product, "Simulation", "Tests"], Directives));

    [Theory]
    [InlineData("_ = DateTime.UtcNow;")]
    [InlineData("_ = System.DateTimeOffset.Now;")]
    [InlineData("Thread.Sleep(1);")]
    [InlineData("await Task.Delay(pause, cancellation);")]
    [InlineData("await Task.Delay(1);")]
    [InlineData("_ = new Random();")]
    [InlineData("_ = Guid.NewGuid();")]
    [InlineData("Console.WriteLine();")]
    [InlineData("try { A(); } catch { }")]
    [InlineData("try { A(); } catch (IOException) { }")]
    [InlineData("#if DEBUG\n#endif\n")]
    public void A_banned_call_is_reported(string code)
    {
        var root = Syntax.Parse(code);
        var found = Members(root, [.. Clock, .. Chance, "Console"]).Concat(Delays(root)).Concat(UnseededRandom(root))
            .Concat(EmptyCatches(root)).Concat(UnexplainedCatches(root)).Concat(Directives(root));
        Assert.NotEmpty(found);
    }

    [Theory]
    [InlineData("// DateTime.UtcNow\n_ = \"DateTime.UtcNow\";")]
    [InlineData("await Task.Delay(pause, clock, cancellation);")]
    [InlineData("_ = new Random(seed);")]
    public void An_allowed_call_is_not_reported(string code)
    {
        var root = Syntax.Parse(code);
        Assert.Empty(Members(root, Clock).Concat(Delays(root)).Concat(UnseededRandom(root)));
    }

    private static IEnumerable<string> Find(string[] folders, Func<SyntaxNode, IEnumerable<string>> violations) =>
        Repository.Sources(folders).SelectMany(file => violations(Syntax.Tree(file)).Select(violation => $"{file} {violation}"));

    private static IEnumerable<string> Members(SyntaxNode root, string[] names) =>
        from access in root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        let type = (access.Expression as SimpleNameSyntax ?? (access.Expression as MemberAccessExpressionSyntax)?.Name)?.Identifier.Text
        where names.Contains(type) || names.Contains($"{type}.{access.Name.Identifier.Text}")
        select $"{Syntax.Line(access)}: {access}";

    // A delay on a clock has a second argument that is not a cancellation token. Clocks have "clock" or "time" in their names.
    private static IEnumerable<string> Delays(SyntaxNode root) =>
        from call in root.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression.ToString() is "Task.Delay"
        let clock = call.ArgumentList.Arguments.ElementAtOrDefault(1)?.ToString() ?? ""
        where !clock.Contains("clock", StringComparison.OrdinalIgnoreCase) && !clock.Contains("time", StringComparison.OrdinalIgnoreCase)
        select $"{Syntax.Line(call)}: Task.Delay without a TimeProvider";

    private static IEnumerable<string> UnseededRandom(SyntaxNode root) =>
        from creation in root.DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
        where creation.Type.ToString() is "Random" && creation.ArgumentList is not { Arguments.Count: > 0 }
        select $"{Syntax.Line(creation)}: Random without a seed";

    private static IEnumerable<string> EmptyCatches(SyntaxNode root) =>
        from clause in root.DescendantNodes().OfType<CatchClauseSyntax>()
        where clause.Block.Statements.Count == 0
        select $"{Syntax.Line(clause)}: an empty catch block";

    // Outside of the product a named exception and a comment are enough.
    private static IEnumerable<string> UnexplainedCatches(SyntaxNode root) =>
        from clause in root.DescendantNodes().OfType<CatchClauseSyntax>()
        where clause.Block.Statements.Count == 0
        where clause.Declaration is null || !clause.Block.DescendantTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia))
        select $"{Syntax.Line(clause)}: an empty catch block without a comment";

    private static IEnumerable<string> Directives(SyntaxNode root) =>
        from trivia in root.DescendantTrivia()
        where trivia.IsKind(SyntaxKind.IfDirectiveTrivia)
        select $"line {trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: #if";
}
