using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Messages as bytes: version, kind, number of the call, then what the kind needs.</summary>
internal static class MessageFormat
{
    private const byte FormatVersion = 1;

    // Types of grains and interfaces: few, and in every message.
    private static readonly IdSpanCache Names = new(maxCount: 4_096);

    [Flags]
    private enum Parts : byte
    {
        None = 0,
        Source = 1,
        Context = 2,
        Sender = 4,
    }

    /// <summary>Writes a call; one that is passed on keeps its first sender.</summary>
    /// <param name="writer">Takes the bytes.</param>
    /// <param name="request">The call.</param>
    /// <param name="sender">Who waits for the answer; null if it is whom the receiver gets the message from.</param>
    /// <param name="callId">The sender's number of the call.</param>
    /// <param name="timeToLive">Milliseconds until the caller gives up.</param>
    /// <param name="forwardCount">How often it was passed on.</param>
    public static void WriteRequest(
        ref MessageWriter writer, RequestBase request, SiloAddress? sender, long callId, long timeToLive, int forwardCount)
    {
        WriteStart(ref writer, MessageKind.Request, callId);
        var source = request.SourceId;
        var context = request.Context;
        writer.WriteByte((byte)((source is null ? Parts.None : Parts.Source)
            | (context is null ? Parts.None : Parts.Context)
            | (sender is null ? Parts.None : Parts.Sender)));
        if (sender is not null)
            writer.WriteText(sender.ToParsableString());
        WriteGrainId(ref writer, request.TargetId);
        writer.WriteBytes(request.TargetInterface.Value.AsSpan());
        writer.WriteVarUInt64((ulong)Math.Max(0, timeToLive));
        writer.WriteVarUInt32((uint)forwardCount);
        if (source is { } id)
            WriteGrainId(ref writer, id);
        if (context is not null)
            WriteContext(ref writer, context);
        RequestFormat.Write(ref writer, request);
    }

    /// <summary>Writes the outcome of a call.</summary>
    public static void WriteResponse(ref MessageWriter writer, RequestBase request, long callId, Response response)
    {
        WriteStart(ref writer, MessageKind.Response, callId);
        request.WriteResponse(ref writer, response);
    }

    /// <summary>Writes the failure of a call of which nothing else is known.</summary>
    public static void WriteFailure(ref MessageWriter writer, long callId, Exception exception)
    {
        WriteStart(ref writer, MessageKind.Response, callId);
        ResponseFormat.Write(ref writer, Response.FromException(exception));
    }

    /// <summary>Writes that a call was cancelled.</summary>
    public static void WriteCancel(ref MessageWriter writer, SiloAddress sender, long callId)
    {
        WriteStart(ref writer, MessageKind.Cancel, callId);
        writer.WriteText(sender.ToParsableString());
    }

    /// <summary>Writes that a call was passed on.</summary>
    public static void WriteForwarded(ref MessageWriter writer, long callId, SiloAddress target)
    {
        WriteStart(ref writer, MessageKind.Forwarded, callId);
        writer.WriteText(target.ToParsableString());
    }

    /// <summary>Writes a message for a client, to be passed on by the silo that it is connected with.</summary>
    public static void WriteRelay(ref MessageWriter writer, long callId, SiloAddress client, ReadOnlySpan<byte> message)
    {
        WriteStart(ref writer, MessageKind.Relay, callId);
        writer.WriteText(client.ToParsableString());
        writer.WriteRaw(message);
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
    public static (IncomingCall Call, Dictionary<string, object>? Context, long TimeToLive) ReadEnvelope(
        ref MessageReader reader, SiloAddress from, long callId)
    {
        var parts = (Parts)reader.ReadByte();
        var sender = (parts & Parts.Sender) != 0 ? SiloAddress.FromParsableString(reader.ReadText()) : from;
        var target = ReadGrainId(ref reader);
        var targetInterface = new GrainInterfaceType(Names.Get(reader.ReadBytes()));
        var timeToLive = (long)reader.ReadVarUInt64();
        var forwardCount = (int)reader.ReadVarUInt32();
        var source = (parts & Parts.Source) != 0 ? ReadGrainId(ref reader) : default(GrainId?);
        var context = (parts & Parts.Context) != 0 ? ReadContext(ref reader) : null;
        var call = new IncomingCall
        {
            Sender = sender,
            Via = from,
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

    private static void WriteContext(ref MessageWriter writer, Dictionary<string, object> context)
    {
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
        var type = new GrainType(Names.Get(reader.ReadBytes()));
        return new GrainId(type, new IdSpan(reader.ReadBytes().ToArray()));
    }
}
