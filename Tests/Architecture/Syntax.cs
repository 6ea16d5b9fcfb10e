using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OrleansMicro.Tests.Architecture;

/// <summary>Parsed C# files. Each file is parsed once for all tests.</summary>
internal static class Syntax
{
    private static readonly ConcurrentDictionary<string, SyntaxNode> Parsed = new(StringComparer.Ordinal);

    public static SyntaxNode Tree(string file) => Parsed.GetOrAdd(file, static file => Parse(Repository.Read(file)));

    public static SyntaxNode Parse(string code) => CSharpSyntaxTree.ParseText(code).GetRoot();

    /// <summary>"line 12", for the report of a violation.</summary>
    public static string Line(SyntaxNode node) => $"line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}
