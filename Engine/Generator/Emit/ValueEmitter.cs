using OrleansMicro.Engine.Generator.Models;

namespace OrleansMicro.Engine.Generator.Emit;

/// <summary>Code that writes, reads or copies one value.</summary>
internal static class ValueEmitter
{
    public static string Write(ValueModel value, uint delta, string expression)
    {
        if (value.Primitive is not { } primitive)
        {
            return $"CodecOf<{value.Type}>.Value.WriteField(ref writer, {delta}, {expression});";
        }

        var converted = value.Cast ? $"({primitive.Keyword}){expression}" : expression;
        return $"writer.Write{primitive.Method}({delta}, {converted});";
    }

    public static string Read(ValueModel value)
    {
        if (value.Primitive is not { } primitive)
        {
            return $"CodecOf<{value.Type}>.Value.ReadValue(ref reader, field)";
        }

        var read = $"reader.Read{primitive.Method}(field)";
        return value.Cast ? $"({value.Type}){read}" : read;
    }

    /// <summary>Copies with a context at hand.</summary>
    public static string Copy(ValueModel value, string expression, string context)
        => value.IsShallow ? expression : $"CodecOf<{value.Type}>.Copy({expression}, {context})";
}
