using System.Net;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.TypeSystem;

namespace Orleans.Serialization.Codecs;

internal sealed class StringCodec : ShallowCodec<string>
{
    public override void WriteField(ref MessageWriter writer, uint delta, string value) => writer.WriteString(delta, value);

    public override string ReadValue(ref MessageReader reader, Field field) => reader.ReadString(field)!;
}

/// <summary>Values that are written as text.</summary>
internal sealed class TextCodec<T>(Func<T, string> format, Func<string, T> parse) : ShallowCodec<T>
    where T : class
{
    public override void WriteField(ref MessageWriter writer, uint delta, T value)
        => writer.WriteString(delta, value is null ? null : format(value));

    public override T ReadValue(ref MessageReader reader, Field field)
        => reader.ReadString(field) is { } text ? parse(text) : null!;
}

/// <summary>The values that are written as text.</summary>
internal static class TextCodecs
{
    public static Codec Uri() => new TextCodec<Uri>(uri => uri.OriginalString, text => new Uri(text, UriKind.RelativeOrAbsolute));

    public static Codec Version() => new TextCodec<Version>(version => version.ToString(), System.Version.Parse);

    public static Codec Type() => new TextCodec<Type>(TypeNames.GetName, TypeNames.Resolve);

    public static Codec IPAddress() => new TextCodec<IPAddress>(address => address.ToString(), System.Net.IPAddress.Parse);

    public static Codec IPEndPoint() => new TextCodec<IPEndPoint>(point => point.ToString(), System.Net.IPEndPoint.Parse);
}
