using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Messages as bytes: version, kind, number of the call, then what the kind needs.</summary>
internal static class MessageFormat
{
    private const byte FormatVersion = 1;

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Source = 1,
        Context = 2,
    }

    /// <summary>Writes a call; one that is passed on keeps its first sender.</summary>
    /// <param name="request">The call.</param>
    /// <param name="sender">Who waits for the answer.</param>
    /// <param name="callId">The sender's number of the call.</param>
    /// <param name="timeToLive">Milliseconds until the caller gives up.</param>
    /// <param name="forwardCount">How often it was passed on.</param>
    public static byte[] WriteRequest(RequestBase request, SiloAddress sender, long callId, long timeToLive, int forwardCount)
    {
        var writer = new MessageWriter();
        try
        {
            WriteStart(ref writer, MessageKind.Request, callId);
            writer.WriteText(sender.ToParsableString());
            WriteGrainId(ref writer, request.TargetId);
            writer.WriteBytes(request.TargetInterface.Value.AsSpan());
            writer.WriteVarUInt64((ulong)Math.Max(0, timeToLive));
            writer.WriteVarUInt32((uint)forwardCount);
            WriteOptionalParts(ref writer, request.SourceId, request.Context);
            RequestFormat.Write(ref writer, request);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes the outcome of a call.</summary>
    public static byte[] WriteResponse(RequestBase request, long callId, Response response)
    {
        var writer = new MessageWriter();
        try
        {
            WriteStart(ref writer, MessageKind.Response, callId);
            request.WriteResponse(ref writer, response);
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes the failure of a call of which nothing else is known.</summary>
    public static byte[] WriteFailure(long callId, Exception exception)
    {
        var writer = new MessageWriter();
        try
        {
            WriteStart(ref writer, MessageKind.Response, callId);
            ResponseFormat.Write(ref writer, Response.FromException(exception));
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes that a call was cancelled.</summary>
    public static byte[] WriteCancel(SiloAddress sender, long callId)
    {
        var writer = new MessageWriter();
        try
        {
            WriteStart(ref writer, MessageKind.Cancel, callId);
            writer.WriteText(sender.ToParsableString());
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Writes that a call was passed on.</summary>
    public static byte[] WriteForwarded(long callId, SiloAddress target)
    {
        var writer = new MessageWriter();
        try
        {
            WriteStart(ref writer, MessageKind.Forwarded, callId);
            writer.WriteText(target.ToParsableString());
            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Reads the part that all messages begin with.</summary>
    public static (MessageKind Kind, long CallId) ReadStart(ref MessageReader reader)
    {
        var version = reader.ReadByte();
        if (version != FormatVersion)
            throw new SerializerException($"A message has version {version}; this is version {FormatVersion}.");
        return ((MessageKind)reader.ReadByte(), (long)reader.ReadVarUInt64());
    }

    /// <summary>Reads the rest of a call and the milliseconds until its caller gives up. Its envelope is read first, and by itself,
    /// so that a call whose arguments are no good can be answered.</summary>
    public static (IncomingCall Call, Dictionary<string, object>? Context, long TimeToLive) ReadEnvelope(ref MessageReader reader, long callId)
    {
        var sender = SiloAddress.FromParsableString(reader.ReadText());
        var target = ReadGrainId(ref reader);
        var targetInterface = new GrainInterfaceType(new IdSpan(reader.ReadBytes().ToArray()));
        var timeToLive = (long)reader.ReadVarUInt64();
        var forwardCount = (int)reader.ReadVarUInt32();
        var parts = (Parts)reader.ReadByte();
        var source = (parts & Parts.Source) != 0 ? ReadGrainId(ref reader) : default(GrainId?);
        var context = (parts & Parts.Context) != 0 ? ReadContext(ref reader) : null;
        var call = new IncomingCall
        {
            Sender = sender,
            CallId = callId,
            TargetId = target,
            TargetInterface = targetInterface,
            SourceId = source,
            ForwardCount = forwardCount,
        };
        return (call, context, timeToLive);
    }

    private static void WriteStart(ref MessageWriter writer, MessageKind kind, long callId)
    {
        writer.WriteByte(FormatVersion);
        writer.WriteByte((byte)kind);
        writer.WriteVarUInt64((ulong)callId);
    }

    private static void WriteOptionalParts(ref MessageWriter writer, GrainId? source, Dictionary<string, object>? context)
    {
        writer.WriteByte((byte)((source is null ? Parts.None : Parts.Source) | (context is null ? Parts.None : Parts.Context)));
        if (source is { } id)
            WriteGrainId(ref writer, id);
        if (context is null)
            return;
        writer.WriteVarUInt32((uint)context.Count);
        foreach (var (key, value) in context)
        {
            writer.WriteText(key);
            CodecOf<object>.Value.WriteField(ref writer, 0, value);
        }
    }

    private static Dictionary<string, object> ReadContext(ref MessageReader reader)
    {
        var count = reader.ReadCount();
        var context = new Dictionary<string, object>(count);
        for (var i = 0; i < count; i++)
        {
            var key = reader.ReadText();
            context[key] = CodecOf<object>.Value.ReadValue(ref reader, reader.ReadField());
        }

        return context;
    }

    private static void WriteGrainId(ref MessageWriter writer, GrainId id)
    {
        writer.WriteBytes(id.Type.AsSpan());
        writer.WriteBytes(id.Key.AsSpan());
    }

    private static GrainId ReadGrainId(ref MessageReader reader)
    {
        var type = new GrainType(reader.ReadBytes().ToArray());
        return new GrainId(type, new IdSpan(reader.ReadBytes().ToArray()));
    }
}
