using System.Buffers.Binary;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;

namespace Orleans.Runtime.Tcp;

/// <summary>
/// Greetings as bytes: magic, newest and oldest version spoken, length, then content. All but the content has the same form in every
/// version, and so has the beginning of an answer, so that a process of another version can be told why it is refused.
/// </summary>
internal static class GreetingFormat
{
    /// <summary>Bytes before the content.</summary>
    public const int HeaderBytes = 12;

    private const int VersionOffset = 4;
    private const int OldestOffset = 6;
    private const int LengthOffset = 8;

    /// <summary>For what contains no references.</summary>
    public static readonly SerializerContext NoContext = new(new NoServices());

    /// <summary>Writes header and content of a greeting.</summary>
    public static byte[] Write(Greeting greeting, int version, int oldestVersion)
    {
        var writer = new MessageWriter();
        WriteHeader(ref writer, version, oldestVersion);
        writer.WriteText(greeting.ClusterId);
        writer.WriteText(greeting.ServiceId);
        writer.WriteText(greeting.Sender.ToParsableString());
        writer.WriteText(greeting.Receiver?.ToParsableString() ?? "");
        return Complete(ref writer);
    }

    /// <summary>Writes header and content of an answer.</summary>
    public static byte[] Write(GreetingAnswer answer, int version, int oldestVersion)
    {
        var writer = new MessageWriter();
        WriteHeader(ref writer, version, oldestVersion);
        writer.WriteByte((byte)answer.Verdict);
        writer.WriteText(answer.Reason);
        writer.WriteText(answer.Receiver?.ToParsableString() ?? "");
        return Complete(ref writer);
    }

    /// <summary>Reads a header: the versions spoken by the other, and the length of the content.</summary>
    /// <exception cref="ProtocolException">It is none.</exception>
    public static (int Version, int OldestVersion, int Length) ReadHeader(ReadOnlySpan<byte> header)
    {
        if (!header.StartsWith(WireProtocol.Magic))
            throw new ProtocolException("it does not speak this protocol");
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header[LengthOffset..]);
        if (length > WireProtocol.MaxGreetingBytes)
            throw new ProtocolException("its greeting is too large");
        return (BinaryPrimitives.ReadUInt16LittleEndian(header[VersionOffset..]),
            BinaryPrimitives.ReadUInt16LittleEndian(header[OldestOffset..]), (int)length);
    }

    /// <summary>Reads the content of a greeting.</summary>
    /// <exception cref="ProtocolException">It can't be read.</exception>
    public static Greeting Read(ReadOnlySpan<byte> content) => Read(content, static (ref reader) =>
    {
        var clusterId = reader.ReadText();
        var serviceId = reader.ReadText();
        return new Greeting(clusterId, serviceId, SiloAddress.FromParsableString(reader.ReadText()), ReadAddress(ref reader));
    });

    /// <summary>Reads the content of an answer.</summary>
    /// <exception cref="ProtocolException">It can't be read.</exception>
    public static GreetingAnswer ReadAnswer(ReadOnlySpan<byte> content) => Read(content, static (ref reader) =>
    {
        var verdict = (Verdict)reader.ReadByte();
        var reason = reader.ReadText();
        return new GreetingAnswer(verdict, reason, ReadAddress(ref reader));
    });

    private static T Read<T>(ReadOnlySpan<byte> content, Reading<T> read)
    {
        try
        {
            var reader = new MessageReader(content, NoContext);
            return read(ref reader);
        }
        catch (Exception exception) when (exception is SerializerException or FormatException)
        {
            throw new ProtocolException("its greeting can't be read", exception);
        }
    }

    private static SiloAddress? ReadAddress(ref MessageReader reader) =>
        reader.ReadText() is { Length: > 0 } text ? SiloAddress.FromParsableString(text) : null;

    private static void WriteHeader(ref MessageWriter writer, int version, int oldestVersion)
    {
        writer.WriteRaw(WireProtocol.Magic);
        writer.WriteByte((byte)version);
        writer.WriteByte((byte)(version >> 8));
        writer.WriteByte((byte)oldestVersion);
        writer.WriteByte((byte)(oldestVersion >> 8));
        writer.WriteFixed32(0);
    }

    private static byte[] Complete(ref MessageWriter writer)
    {
        var bytes = writer.ToArray();
        writer.Dispose();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(LengthOffset), bytes.Length - HeaderBytes);
        return bytes;
    }

    private delegate T Reading<T>(ref MessageReader reader);

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
