using System.Buffers.Binary;
using System.Text;

namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>A Protocol Buffers message, as its fields: all that reading OTLP needs, without generated code.</summary>
internal sealed class ProtoMessage
{
    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [];

    /// <summary>Reads a message.</summary>
    public ProtoMessage(ReadOnlyMemory<byte> data)
    {
        while (data.Length > 0)
        {
            var tag = Varint(ref data);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((field, Varint(ref data), default));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(Take(ref data, sizeof(ulong)).Span), default));
                    break;
                case 2:
                    var length = (int)Varint(ref data);
                    _fields.Add((field, 0, Take(ref data, length)));
                    break;
                case 5:
                    _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(Take(ref data, sizeof(uint)).Span), default));
                    break;
                default:
                    throw new InvalidDataException($"There is no wire type {tag & 7}.");
            }
        }
    }

    /// <summary>Whether a field was written.</summary>
    public bool Has(int number) => _fields.Exists(field => field.Number == number);

    /// <summary>The messages of a repeated field.</summary>
    public IEnumerable<ProtoMessage> All(int number) =>
        _fields.Where(field => field.Number == number).Select(static field => new ProtoMessage(field.Bytes));

    /// <summary>The message of a field; an empty one if it was not written.</summary>
    public ProtoMessage One(int number) => All(number).FirstOrDefault() ?? new ProtoMessage(default);

    /// <summary>The number of a field; 0 if it was not written.</summary>
    public ulong Number(int number) => _fields.LastOrDefault(field => field.Number == number).Value;

    /// <summary>The text of a field; empty if it was not written.</summary>
    public string Text(int number) => Encoding.UTF8.GetString(Bytes(number).Span);

    /// <summary>The bytes of a field in hexadecimal digits; empty if it was not written.</summary>
    public string Hex(int number) => Convert.ToHexStringLower(Bytes(number).Span);

    private ReadOnlyMemory<byte> Bytes(int number) => _fields.LastOrDefault(field => field.Number == number).Bytes;

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> data, int length)
    {
        var taken = data[..length];
        data = data[length..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> data)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = Take(ref data, 1).Span[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }
    }
}
