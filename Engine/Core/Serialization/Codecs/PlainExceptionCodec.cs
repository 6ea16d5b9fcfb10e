using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The name in messages of exceptions that have no generated code.</summary>
internal sealed class PlainException : Exception;

/// <summary>
/// Exceptions without generated code: type name, message, stack and inner exceptions. They keep their type where it can be
/// loaded; elsewhere they become <see cref="UnavailableExceptionFallbackException"/>.
/// </summary>
internal sealed class PlainExceptionCodec : Codec
{
    private PlainExceptionCodec()
    {
    }

    public static PlainExceptionCodec Instance { get; } = new();

    public override Type ValueType => typeof(PlainException);

    // Exceptions change only while they are thrown, so that callers in the same silo get the very same one.
    public override bool IsShallow => true;

    internal override void WriteObject(ref MessageWriter writer, uint delta, object value)
    {
        if (writer.TryWriteReference(delta, value))
        {
            return;
        }

        var exception = (Exception)value;
        writer.Enter();
        writer.WriteTag(delta, WireType.Object);
        writer.WriteString(0, ExceptionTypes.GetName(exception));
        writer.WriteString(1, ExceptionTypes.GetMessage(exception));
        writer.WriteString(1, exception.StackTrace);
        writer.WriteInt32(1, exception.HResult);
        CodecOf<Exception[]>.Value.WriteField(ref writer, 1, ExceptionTypes.GetInner(exception));
        writer.WriteString(1, (exception as ArgumentException)?.ParamName);
        CodecOf<Dictionary<string, string>>.Value.WriteField(ref writer, 1, ExceptionTypes.GetData(exception)!);
        writer.WriteEndObject();
        writer.Leave();
    }

    internal override object? ReadObject(ref MessageReader reader, Field field)
    {
        if (field.WireType != WireType.Object)
        {
            return RuntimeTyped.Read(ref reader, field, this);
        }

        reader.Enter();
        var parts = new ExceptionParts();
        uint id = 0;
        for (var member = reader.ReadField(); !member.IsEnd; member = reader.ReadField())
        {
            id += member.Delta;
            ReadMember(ref reader, id, member, ref parts);
        }

        reader.Leave();
        var exception = ExceptionTypes.Create(parts);
        reader.AddObject(field, exception);
        return exception;
    }

    internal override object CopyObject(object value, CopyContext context) => value;

    private static void ReadMember(ref MessageReader reader, uint id, Field member, ref ExceptionParts parts)
    {
        switch (id)
        {
            case 0:
                parts.TypeName = reader.ReadString(member);
                break;
            case 1:
                parts.Message = reader.ReadString(member);
                break;
            case 2:
                parts.StackTrace = reader.ReadString(member);
                break;
            case 3:
                parts.HResult = reader.ReadInt32(member);
                break;
            case 4:
                parts.Inner = CodecOf<Exception[]>.Value.ReadValue(ref reader, member);
                break;
            case 5:
                parts.ParamName = reader.ReadString(member);
                break;
            case 6:
                parts.Data = CodecOf<Dictionary<string, string>>.Value.ReadValue(ref reader, member);
                break;
            default:
                reader.Skip(member);
                break;
        }
    }
}

/// <summary>What is known of an exception that was read.</summary>
internal struct ExceptionParts
{
    public string? TypeName;
    public string? Message;
    public string? StackTrace;
    public int HResult;
    public Exception[]? Inner;
    public string? ParamName;
    public Dictionary<string, string>? Data;
}
