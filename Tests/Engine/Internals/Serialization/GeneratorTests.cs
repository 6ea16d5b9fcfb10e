using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OrleansMicro.Tests.Engine.Internals.Serialization;

public sealed class GeneratorTests
{
    [Theory]
    [InlineData("ORLEANS0107", "class Outer { [GenerateSerializer] private class Inner { [Id(0)] public int A; } }")]
    [InlineData("ORLEANS0012", "[GenerateSerializer] public class Twice { [Id(0)] public int A; [Id(0)] public int B; }")]
    [InlineData("ORLEANS0101", "[GenerateSerializer] public class Computed { [Id(0)] public int A => 1; }")]
    [InlineData("ORLEANS0102", "public interface IBad : IGrainWithStringKey { int Get(); }")]
    [InlineData("ORLEANS0105", "public interface IBad : IGrainWithStringKey { int Get { get; } }")]
    [InlineData("ORLEANS0109", "public interface IBad : IGrainWithStringKey { Task Get(CancellationToken a, CancellationToken b); }")]
    [InlineData("ORLEANS0002", "public interface IBad : IGrainWithStringKey { Task Get(ref int a); }")]
    public void Complains_about_code_that_cannot_work(string id, string source)
    {
        var complaint = Assert.Single(GeneratorHarness.Complaints(source));

        Assert.Equal(id, complaint.Id);
        Assert.Equal(("Sample0.cs", 1), (complaint.Location.GetLineSpan().Path, complaint.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Theory]
    [InlineData("[GenerateSerializer, Immutable] public sealed record R<T>(string A, T? B, System.Collections.Generic.List<string?>? C) where T : class;")]
    [InlineData("[GenerateSerializer] public class @class { [Id(0)] public string? @event { get; private set; } [Id(1)] private int @int = 1; public int X => @int; }")]
    [InlineData("[GenerateSerializer, Obsolete(\"old\")] public class Old { [Id(0), Obsolete(\"older\")] public int A { get; set; } }")]
    [InlineData("namespace Foo.Orleans.System.Options { public interface IG : IGrainWithStringKey { Task<string?> M(string? a = null, params int[] b); } }")]
    [InlineData("public interface IG<T> : IGrainWithStringKey where T : notnull { Task<T?> M<U>(U @in, T t) where U : class, new(); }")]
    [InlineData("public static class Outer<T> { public interface IG : IGrainWithStringKey { Task<T> M(T t); } [GenerateSerializer] public struct S { [Id(0)] public T? A; } }")]
    [InlineData("public interface IG : IGrainWithStringKey { Task M((int A, string B) tuple, int[,] array, dynamic anything); }")]
    [InlineData("[GenerateSerializer] public readonly partial record struct S([property: Id(0)] int A); public readonly partial record struct S;")]
    public void Emits_code_that_compiles_without_a_warning(string source)
        => Assert.Empty(GeneratorHarness.CompilerComplaints(source));

    [Fact]
    public void Does_nothing_again_for_an_edit_that_changes_no_contract()
    {
        const string Contract = "[GenerateSerializer] public class C { [Id(0)] public int A; } public interface IG : IGrainWithStringKey { Task M(C c); }";
        var compilation = GeneratorHarness.Compile(Contract, "class Other { int Method() => 1; }");
        var driver = GeneratorHarness.Driver().RunGenerators(compilation);

        var other = compilation.SyntaxTrees[1];
        var edited = compilation.ReplaceSyntaxTree(
            other, CSharpSyntaxTree.ParseText("class Other { int Method() => 2; }", (CSharpParseOptions)other.Options, other.FilePath));
        var result = driver.RunGenerators(edited).GetRunResult().Results[0];

        var reasons = result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(run => run.Outputs).Select(output => output.Reason);
        Assert.All(reasons, reason => Assert.Contains(reason, new[] { IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged }));
    }

    [Fact]
    public void Emits_the_same_code_each_time()
    {
        const string Source = "[GenerateSerializer] public class C { [Id(0)] public int A; } public interface IG : IGrainWithStringKey { Task M(C c); }";

        Assert.Equal(Generate(), Generate());

        static string Generate() => string.Concat(GeneratorHarness.Driver().RunGenerators(GeneratorHarness.Compile(Source))
            .GetRunResult().GeneratedTrees.Select(tree => tree.ToString()));
    }
}
