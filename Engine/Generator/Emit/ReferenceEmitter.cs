using OrleansMicro.Engine.Generator.Models;
using static OrleansMicro.Engine.Generator.Emit.CodeWriter;

namespace OrleansMicro.Engine.Generator.Emit;

/// <summary>The reference class of a grain interface; the request classes of its methods are nested in it.</summary>
internal static class ReferenceEmitter
{
    public static string Emit(InterfaceModel model)
    {
        var code = new CodeWriter();
        code.Open($"namespace {model.Name.Namespace}");
        code.Line(ClassAttributes);
        code.Line($"internal sealed class {model.Name.Class}{model.Type.Parameters.Declaration} : global::Orleans.Runtime.GrainReference, {model.Type.Full}");
        code.Indented(model.Type.Parameters.Constraints);
        code.Open("");
        code.Line($"public {model.Name.Class}(global::Orleans.Runtime.GrainReferenceShared shared, global::Orleans.Runtime.IdSpan key)");
        code.Indented([": base(shared, key)"]);
        code.Line("{").Line("}");
        foreach (var method in model.Methods)
        {
            code.Line();
            EmitMethod(code, method);
        }

        foreach (var method in model.Methods)
        {
            code.Line();
            RequestEmitter.Emit(code, model, method);
        }

        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void EmitMethod(CodeWriter code, MethodModel method)
    {
        var parameters = string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Value.Type} {Identifier(parameter.Name)}"));
        code.Open($"{method.ReturnType} {method.DeclaringInterface}.{Identifier(method.Name)}{method.TypeParameters.Declaration}({parameters})");
        code.Line($"var request__ = new {method.RequestName}{method.TypeParameters.Declaration}();");
        EmitArguments(code, method);
        code.Line($"{(method.Return == ReturnKind.Void ? "" : "return ")}request__.Send(this);");
        code.Close();
    }

    /// <summary>Arguments are copied before the call leaves, so that the caller may change them afterwards.</summary>
    private static void EmitArguments(CodeWriter code, MethodModel method)
    {
        // Several arguments share one context: an object that is part of two of them stays one object.
        var copied = method.Parameters.Count(parameter => !parameter.IsCancellationToken && !parameter.Value.IsShallow);
        if (copied > 1)
        {
            code.Line("var context__ = CopyContext.Rent();");
        }

        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var parameter = method.Parameters[i];
            var name = Identifier(parameter.Name);
            if (parameter.IsCancellationToken)
            {
                code.Line($"request__.SetToken({name});");
            }
            else if (parameter.Value.IsShallow)
            {
                code.Line($"request__.Argument{i} = {name};");
            }
            else
            {
                code.Line($"request__.Argument{i} = CodecOf<{parameter.Value.Type}>.Copy({name}{(copied > 1 ? ", context__" : "")});");
            }
        }

        if (copied > 1)
        {
            code.Line("context__.Return();");
        }
    }
}
