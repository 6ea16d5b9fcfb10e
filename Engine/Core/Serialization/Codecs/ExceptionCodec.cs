using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;

namespace Orleans.Serialization.Codecs;

/// <summary>The members of <see cref="Exception"/> itself, for exceptions with <see cref="GenerateSerializerAttribute"/>.</summary>
internal sealed class ExceptionCodec() : ObjectCodec<Exception>(isSealed: false, isShallow: false, isTracked: true)
{
    public override void WriteMembers(ref MessageWriter writer, Exception value)
    {
        writer.WriteString(0, ExceptionFields.Message(value));
        writer.WriteString(1, value.StackTrace);
        WriteField(ref writer, 1, value.InnerException!);
        writer.WriteInt32(1, value.HResult);
    }

    public override void ReadMembers(ref MessageReader reader, Exception value)
    {
        uint id = 0;
        for (var field = reader.ReadField(); !field.IsEnd; field = reader.ReadField())
        {
            id += field.Delta;
            switch (id)
            {
                case 0:
                    ExceptionFields.Message(value) = reader.ReadString(field);
                    break;
                case 1:
                    ExceptionFields.SetStackTrace(value, reader.ReadString(field));
                    break;
                case 2:
                    ExceptionFields.InnerException(value) = ReadValue(ref reader, field);
                    break;
                case 3:
                    value.HResult = reader.ReadInt32(field);
                    break;
                default:
                    reader.Skip(field);
                    break;
            }
        }
    }

    public override void CopyMembers(Exception from, Exception to, CopyContext context)
    {
        ExceptionFields.Message(to) = ExceptionFields.Message(from);
        ExceptionFields.SetStackTrace(to, from.StackTrace);
        ExceptionFields.InnerException(to) = from.InnerException is { } inner ? Copy(inner, context) : null;
        to.HResult = from.HResult;
    }
}
