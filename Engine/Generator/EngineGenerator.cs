using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using OrleansMicro.Engine.Generator.Emit;
using OrleansMicro.Engine.Generator.Models;
using OrleansMicro.Engine.Generator.Parsing;

namespace OrleansMicro.Engine.Generator;

/// <summary>
/// Generates, for each assembly: references and requests of its grain interfaces, codecs of its serializable types, and a manifest
/// of these and of its grain classes.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class EngineGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var types = context.SyntaxProvider.ForAttributeWithMetadataName(
                WellKnown.GenerateSerializer,
                static (_, _) => true,
                static (match, cancellation) => TypeParser.Parse((INamedTypeSymbol)match.TargetSymbol, cancellation))
            .WithTrackingName(nameof(TypeModel));
        var interfaces = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is InterfaceDeclarationSyntax { BaseList: not null },
                static (match, cancellation) => FirstDeclared(match, cancellation) is { } type ? InterfaceParser.Parse(type, cancellation) : null)
            .Where(static parsed => parsed is not null)
            .Select(static (parsed, _) => parsed!)
            .WithTrackingName(nameof(InterfaceModel));
        var grainClasses = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null },
                static (match, cancellation) => FirstDeclared(match, cancellation) is { } type ? GrainClassParser.Parse(type) : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(nameof(GrainClassModel));

        context.RegisterSourceOutput(types, static (output, parsed) => Emit(output, parsed, static model => model.Name, CodecEmitter.Emit));
        context.RegisterSourceOutput(interfaces, static (output, parsed) => Emit(output, parsed, static model => model.Name, ReferenceEmitter.Emit));
        context.RegisterSourceOutput(
            types.Collect().Combine(interfaces.Collect()).Combine(grainClasses.Collect()).Combine(
                context.CompilationProvider.Select(static (compilation, _) => compilation.AssemblyName ?? "")),
            static (output, all) => EmitManifest(output, all.Left.Left.Left, all.Left.Left.Right, all.Left.Right, all.Right));
    }

    /// <summary>The type, if the node is the first of its declarations that has a base list, so that partial types are met once.</summary>
    private static INamedTypeSymbol? FirstDeclared(GeneratorSyntaxContext match, CancellationToken cancellation)
    {
        if (match.SemanticModel.GetDeclaredSymbol(match.Node, cancellation) is not INamedTypeSymbol type)
        {
            return null;
        }

        var first = type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellation))
            .FirstOrDefault(node => node is TypeDeclarationSyntax { BaseList: not null });
        return first == match.Node ? type : null;
    }

    private static void Emit<T>(SourceProductionContext output, Parsed<T> parsed, Func<T, GeneratedName> name, Func<T, string> emit)
        where T : class, IEquatable<T>
    {
        foreach (var problem in parsed.Problems)
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }

        if (parsed.Model is { } model)
        {
            output.AddSource(name(model).HintName, emit(model));
        }
    }

    private static void EmitManifest(
        SourceProductionContext output,
        ImmutableArray<Parsed<TypeModel>> types,
        ImmutableArray<Parsed<InterfaceModel>> interfaces,
        ImmutableArray<GrainClassModel> grainClasses,
        string assemblyName)
    {
        var typeModels = types.Select(parsed => parsed.Model).OfType<TypeModel>().ToList();
        var interfaceModels = interfaces.Select(parsed => parsed.Model).OfType<InterfaceModel>().ToList();
        if (typeModels.Count + interfaceModels.Count + grainClasses.Length > 0)
        {
            output.AddSource("OrleansCodeGen.Manifest.g.cs", ManifestEmitter.Emit(assemblyName, typeModels, interfaceModels, grainClasses));
        }
    }
}
