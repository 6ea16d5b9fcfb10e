using OrleansMicro.Engine.Generator.Models;
using static OrleansMicro.Engine.Generator.Emit.CodeWriter;

namespace OrleansMicro.Engine.Generator.Emit;

/// <summary>The codec of a class or struct.</summary>
internal static class CodecEmitter
{
    public static string Emit(TypeModel model)
    {
        var code = new CodeWriter();
        var baseClass = model.IsStruct ? "StructCodec" : "ObjectCodec";
        code.Open($"namespace {model.Name.Namespace}");
        code.Line(ClassAttributes);
        code.Line($"internal sealed class {model.Name.Class}{model.Type.Parameters.Declaration} : {baseClass}<{model.Type.Full}>");
        code.Indented(model.Type.Parameters.Constraints);
        code.Open("");
        EmitFacts(code, model);
        EmitWrite(code, model);
        EmitRead(code, model);
        EmitCopy(code, model);
        EmitAccessors(code, model);
        code.Close();
        code.Close();
        return code.ToString();
    }

    private static void EmitFacts(CodeWriter code, TypeModel model)
    {
        code.Line($"public {model.Name.Class}()").Indented(
        [
            model.IsStruct
                ? $": base(isShallow: {ShallowStruct(model)})"
                : $": base(isSealed: {Bool(model.IsSealed)}, isShallow: {Bool(model.IsShallow)}, isTracked: {Bool(model.IsTracked)})",
        ]);
        code.Line("{").Line("}").Line();
        var creation = model.Creation switch
        {
            Creation.New when !model.IsStruct => $"new {model.Type.Full}()",
            Creation.Constructor => "NewInstance()",
            _ => null,
        };
        if (creation is not null)
        {
            code.Line($"protected override {model.Type.Full} Create() => {creation};").Line();
        }
    }

    /// <summary>A struct is copied by assignment if all its members may be shared.</summary>
    private static string ShallowStruct(TypeModel model)
    {
        if (model.IsShallow)
        {
            return "true";
        }

        var others = model.Members.Where(member => !member.Value.IsShallow)
            .Select(member => $"CodecOf<{member.Value.Type}>.IsShallow");
        return others.Any() ? string.Join(" && ", others) : "true";
    }

    private static void EmitWrite(CodeWriter code, TypeModel model)
    {
        code.Open($"public override void WriteMembers(ref MessageWriter writer, {Parameter(model)} value)");
        if (model.BaseType is { } baseType)
        {
            code.Line($"BaseMembers.Write<{baseType}>(ref writer, value);");
        }

        var last = 0u;
        foreach (var member in model.Members)
        {
            code.Line(ValueEmitter.Write(member.Value, member.Id - last, Get(member, "value", model)));
            last = member.Id;
        }

        code.Close().Line();
    }

    private static void EmitRead(CodeWriter code, TypeModel model)
    {
        code.Open($"public override void ReadMembers(ref MessageReader reader, {Parameter(model)} value)");
        if (model.BaseType is { } baseType)
        {
            code.Line($"BaseMembers.Read<{baseType}>(ref reader, value);");
        }

        code.Line("uint id = 0;");
        code.Open("for (var field = reader.ReadField(); !field.IsEnd; field = reader.ReadField())");
        code.Line("id += field.Delta;");
        code.Open("switch (id)");
        foreach (var member in model.Members)
        {
            code.Line($"case {member.Id}:").Indented([Set(member, "value", ValueEmitter.Read(member.Value), model), "break;"]);
        }

        code.Line("default:").Indented(["reader.Skip(field);", "break;"]);
        code.Close();
        code.Close();
        code.Close().Line();
    }

    private static void EmitCopy(CodeWriter code, TypeModel model)
    {
        if (model.IsShallow)
        {
            return;
        }

        code.Open(model.IsStruct
            ? $"public override void CopyMembers(ref {model.Type.Full} value, CopyContext context)"
            : $"public override void CopyMembers({model.Type.Full} from, {model.Type.Full} to, CopyContext context)");
        if (model.BaseType is { } baseType)
        {
            code.Line($"BaseMembers.Copy<{baseType}>(from, to, context);");
        }

        var (from, to) = model.IsStruct ? ("value", "value") : ("from", "to");
        foreach (var member in model.Members.Where(member => !model.IsStruct || !member.Value.IsShallow))
        {
            code.Line(Set(member, to, ValueEmitter.Copy(member.Value, Get(member, from, model), "context"), model));
        }

        code.Close().Line();
    }

    private static void EmitAccessors(CodeWriter code, TypeModel model)
    {
        if (model.Creation == Creation.Constructor)
        {
            code.Line(Accessor("Constructor", null)).Line($"private static extern {model.Type.Full} NewInstance();").Line();
        }

        foreach (var member in model.Members)
        {
            if (member.Get.Kind == AccessKind.Field || member.Set.Kind == AccessKind.Field)
            {
                var field = member.Set.Kind == AccessKind.Field ? member.Set : member.Get;
                code.Line(Accessor("Field", field.Name));
                code.Line($"private static extern ref {member.Value.Type} Field_{member.Name}({Parameter(model)} value);").Line();
            }

            if (member.Get.Kind == AccessKind.Method)
            {
                code.Line(Accessor("Method", member.Get.Name));
                code.Line($"private static extern {member.Value.Type} Get_{member.Name}({Parameter(model)} value);").Line();
            }

            if (member.Set.Kind == AccessKind.Method)
            {
                code.Line(Accessor("Method", member.Set.Name));
                code.Line($"private static extern void Set_{member.Name}({Parameter(model)} value, {member.Value.Type} member);").Line();
            }
        }
    }

    private static string Accessor(string kind, string? name)
    {
        var target = name is null ? "" : $", Name = {Literal(name)}";
        return "[global::System.Runtime.CompilerServices.UnsafeAccessor("
            + $"global::System.Runtime.CompilerServices.UnsafeAccessorKind.{kind}{target})]";
    }

    private static string Get(MemberModel member, string value, TypeModel model)
        => member.Get.Kind switch
        {
            AccessKind.Direct => $"{value}.{Identifier(member.Name)}",
            AccessKind.Field => $"Field_{member.Name}({Reference(model)}{value})",
            _ => $"Get_{member.Name}({Reference(model)}{value})",
        };

    private static string Set(MemberModel member, string target, string newValue, TypeModel model)
        => member.Set.Kind switch
        {
            AccessKind.Direct => $"{target}.{Identifier(member.Name)} = {newValue};",
            AccessKind.Field => $"Field_{member.Name}({Reference(model)}{target}) = {newValue};",
            _ => $"Set_{member.Name}({Reference(model)}{target}, {newValue});",
        };

    private static string Reference(TypeModel model) => model.IsStruct ? "ref " : "";

    private static string Parameter(TypeModel model) => model.IsStruct ? $"ref {model.Type.Full}" : model.Type.Full;

    private static string Bool(bool value) => value ? "true" : "false";
}
