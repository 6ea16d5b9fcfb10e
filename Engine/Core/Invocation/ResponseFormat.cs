using Orleans.Runtime;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;

namespace Orleans.Serialization.Invocation;

/// <summary>Outcomes of calls as bytes: one byte that says which kind, then the result or the exception. The type of the result is
/// not sent, because both sides know it from the method.</summary>
internal static class ResponseFormat
{
    private const byte Nothing = 0;
    private const byte Result = 1;
    private const byte Failure = 2;

    public static void Write(ref MessageWriter writer, Response response)
    {
        if (!TryWriteFailure(ref writer, response))
        {
            writer.WriteByte(Nothing);
        }
    }

    public static void Write<TResult>(ref MessageWriter writer, Response response)
    {
        if (!TryWriteFailure(ref writer, response))
        {
            writer.WriteByte(Result);
            CodecOf<TResult>.Value.WriteField(ref writer, 0, response.GetResult<TResult>()!);
        }
    }

    public static Response Read(ref MessageReader reader)
        => reader.ReadByte() == Failure ? ReadFailure(ref reader) : Response.Completed;

    public static Response Read<TResult>(ref MessageReader reader)
        => reader.ReadByte() switch
        {
            Failure => ReadFailure(ref reader),
            Result => Response.FromResult(CodecOf<TResult>.Value.ReadValue(ref reader, reader.ReadField())),
            _ => Response.FromResult(default(TResult)),
        };

    public static Response Copy<TResult>(Response response, bool immutable)
    {
        if (immutable || CodecOf<TResult>.IsShallow || response.Exception is not null)
        {
            return response;
        }

        return Response.FromResult(CodecOf<TResult>.Copy(response.GetResult<TResult>()!));
    }

    public static TResult CopyResult<TResult>(TResult result, RequestBase request)
        => CodecOf<TResult>.IsShallow || request.Descriptor.ResultIsImmutable ? result : CodecOf<TResult>.Copy(result);

    private static bool TryWriteFailure(ref MessageWriter writer, Response response)
    {
        if (response.Exception is not { } exception)
        {
            return false;
        }

        writer.WriteByte(Failure);
        CodecOf<Exception>.Value.WriteField(ref writer, 0, exception);
        return true;
    }

    private static Response ReadFailure(ref MessageReader reader)
        => Response.FromException(CodecOf<Exception>.Value.ReadValue(ref reader, reader.ReadField()));
}
