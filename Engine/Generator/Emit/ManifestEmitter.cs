using System.Text;
using OrleansMicro.Engine.Generator.Models;
using static OrleansMicro.Engine.Generator.Emit.CodeWriter;

namespace OrleansMicro.Engine.Generator.Emit;

/// <summary>The class that registers all that was generated for an assembly.</summary>
internal static class ManifestEmitter
{
    public static string Emit(
        string assemblyName,
        IReadOnlyCollection<TypeModel> types,
        IReadOnlyCollection<InterfaceModel> interfaces,
        IReadOnlyCollection<GrainClassModel> grainClasses)
    {
        var name = "OrleansCodeGen.Manifest_" + Safe(assemblyName);
        var code = new CodeWriter();
        code.Line($"[assembly: global::Orleans.Metadata.GeneratedManifest(typeof(global::{name}))]").Line();
        code.Open("namespace OrleansCodeGen");
        code.Line(ClassAttributes);
        code.Open($"internal sealed class Manifest_{Safe(assemblyName)} : global::Orleans.Metadata.GeneratedManifest");
        code.Open("public override void Register(global::Orleans.Metadata.ManifestBuilder builder)");
        foreach (var model in interfaces)
        {
            EmitInterface(code, model);
        }

        foreach (var model in types)
        {
            code.Line(model.Type.IsGeneric
                ? $"builder.AddGenericCodec(typeof({model.Type.Unbound}), typeof({model.Name.Full}{model.Type.Parameters.Unbound}));"
                : $"builder.AddCodec(typeof({model.Type.Full}), static () => new {model.Name.Full}());");
        }

        foreach (var model in grainClasses.Distinct())
        {
            code.Line($"builder.AddGrainClass(typeof({model.Type}));");
        }

        code.Close();
        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void EmitInterface(CodeWriter code, InterfaceModel model)
    {
        var reference = model.Name.Full + model.Type.Parameters.Unbound;
        code.Line(model.Type.IsGeneric
            ? $"builder.AddGenericInterface(typeof({model.Type.Unbound}), typeof({reference}));"
            : $"builder.AddInterface(typeof({model.Type.Full}), static (shared, key) => new {reference}(shared, key));");
        foreach (var method in model.Methods)
        {
            code.Line(model.Type.IsGeneric || method.TypeParameters.Names.Count > 0
                ? $"builder.AddGenericMethod(typeof({model.Type.Unbound}), {Literal(method.WireName)}, "
                    + $"typeof({reference}.{method.RequestName}{method.TypeParameters.Unbound}));"
                : $"builder.AddMethod({reference}.{method.RequestName}.Method);");
        }
    }

    private static string Safe(string assemblyName)
    {
        var safe = new StringBuilder();
        foreach (var character in assemblyName)
        {
            safe.Append(char.IsLetterOrDigit(character) ? character : '_');
        }

        return safe.ToString();
    }
}
