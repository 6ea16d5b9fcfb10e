using OrleansMicro.Engine.Generator.Models;
using static OrleansMicro.Engine.Generator.Emit.CodeWriter;

namespace OrleansMicro.Engine.Generator.Emit;

/// <summary>The request class of a grain method.</summary>
internal static class RequestEmitter
{
    public static void Emit(CodeWriter code, InterfaceModel model, MethodModel method)
    {
        code.Line($"internal sealed class {method.RequestName}{method.TypeParameters.Declaration} : {BaseClass(method)}");
        code.Indented(method.TypeParameters.Constraints);
        code.Open("");
        EmitDescriptor(code, model, method);
        foreach (var (parameter, index) in Arguments(method))
        {
            code.Line($"public {parameter.Value.Type} Argument{index};");
        }

        code.Line($"private {method.DeclaringInterface} _target;").Line();
        code.Line($"public {method.RequestName}()").Indented([$": base({method.Options})"]).Line("{").Line("}").Line();
        code.Line("public override InvokableMethod Descriptor => Method;").Line();
        code.Line("public override object? GetTarget() => _target;").Line();
        code.Line($"protected override void SetTarget(object target) => _target = ({method.DeclaringInterface})target;").Line();
        EmitCall(code, method);
        if (method.Parameters.Count > 0)
        {
            EmitArgumentAccess(code, method);
        }

        if (Arguments(method).Any())
        {
            EmitWire(code, method);
        }

        code.Close();
    }

    private static void EmitDescriptor(CodeWriter code, InterfaceModel model, MethodModel method)
    {
        var timeout = method.ResponseTimeout is null ? "null" : Literal(method.ResponseTimeout);
        code.Line("public static readonly InvokableMethod Method = new(").Indented(
        [
            $"typeof({model.Type.Full}),",
            $"typeof({method.DeclaringInterface}),",
            $"{Literal(method.Name)},",
            $"{Literal(method.WireName)},",
            $"[{string.Join(", ", method.Parameters.Select(parameter => $"typeof({parameter.Value.Type})"))}],",
            $"[{string.Join(", ", method.TypeParameters.Names.Select(name => $"typeof({name})"))}],",
            $"{method.Options},",
            $"{timeout},",
            $"{(method.ResultIsImmutable ? "true" : "false")},",
            $"static () => new {method.RequestName}{method.TypeParameters.Declaration}());",
        ]).Line();
    }

    private static void EmitCall(CodeWriter code, MethodModel method)
    {
        var arguments = method.Parameters.Select((parameter, index) => parameter.IsCancellationToken ? "TargetToken" : $"Argument{index}");
        code.Line($"protected override {method.ReturnType} InvokeInner() "
            + $"=> _target.{Identifier(method.Name)}{method.TypeParameters.Declaration}({string.Join(", ", arguments)});");
        if (method.Parameters.Any(parameter => parameter.IsCancellationToken))
        {
            code.Line().Line("public override bool IsCancellable => true;");
            code.Line().Line("internal void SetToken(global::System.Threading.CancellationToken token) => SetCancellationToken(token);");
        }
    }

    private static void EmitArgumentAccess(CodeWriter code, MethodModel method)
    {
        code.Line().Line($"public override int GetArgumentCount() => {method.Parameters.Count};").Line();
        code.Open("public override object? GetArgument(int index)");
        code.Open("switch (index)");
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            code.Line($"case {i}:").Indented([$"return {(method.Parameters[i].IsCancellationToken ? "GetCancellationToken()" : $"Argument{i}")};"]);
        }

        code.Line("default:").Indented(["throw NoSuchArgument(index);"]);
        code.Close();
        code.Close().Line();
        code.Open("public override void SetArgument(int index, object value)");
        code.Open("switch (index)");
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var parameter = method.Parameters[i];
            var set = parameter.IsCancellationToken
                ? "SetCancellationToken((global::System.Threading.CancellationToken)value);"
                : $"Argument{i} = ({parameter.Value.Type})value;";
            code.Line($"case {i}:").Indented([set, "break;"]);
        }

        code.Line("default:").Indented(["throw NoSuchArgument(index);"]);
        code.Close();
        code.Close();
    }

    private static void EmitWire(CodeWriter code, MethodModel method)
    {
        code.Line().Open("public override void WriteArguments(ref MessageWriter writer)");
        var last = 0;
        foreach (var (parameter, index) in Arguments(method))
        {
            code.Line(ValueEmitter.Write(parameter.Value, (uint)(index - last), $"Argument{index}"));
            last = index;
        }

        code.Line("writer.WriteEndObject();");
        code.Close().Line();
        code.Open("public override void ReadArguments(ref MessageReader reader)");
        code.Line("uint id = 0;");
        code.Open("for (var field = reader.ReadField(); !field.IsEnd; field = reader.ReadField())");
        code.Line("id += field.Delta;");
        code.Open("switch (id)");
        foreach (var (parameter, index) in Arguments(method))
        {
            code.Line($"case {index}:").Indented([$"Argument{index} = {ValueEmitter.Read(parameter.Value)};", "break;"]);
        }

        code.Line("default:").Indented(["reader.Skip(field);", "break;"]);
        code.Close();
        code.Close();
        code.Close();
    }

    /// <summary>The parameters that are sent as values, with their positions among all parameters.</summary>
    private static IEnumerable<(ParameterModel Parameter, int Index)> Arguments(MethodModel method)
        => method.Parameters.Select((parameter, index) => (parameter, index)).Where(argument => !argument.parameter.IsCancellationToken);

    private static string BaseClass(MethodModel method)
        => "global::Orleans.Runtime." + method.Return switch
        {
            ReturnKind.Void => "VoidRequest",
            ReturnKind.Task => "TaskRequest",
            ReturnKind.TaskOfResult => $"TaskRequest<{method.ResultType}>",
            ReturnKind.ValueTask => "Request",
            _ => $"Request<{method.ResultType}>",
        };
}
