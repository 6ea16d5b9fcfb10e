using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Sellers;

/// <summary>
/// Writes a ledger's entry as <c>["order",3,"1250 GBP",639000000000000000,1]</c>: order, units, amount, when it was placed (ticks, UTC), and the status unless it
/// is <see cref="LedgerStatus.Paid"/>. Dozens of them are written with each order. Reads the objects of older rows as well.
/// </summary>
internal sealed class LedgerEntryJson : JsonConverter<LedgerEntry>
{
    private static readonly MoneyJsonConverter Amount = new();

    public override LedgerEntry Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.StartArray => ReadArray(ref reader, options),
        JsonTokenType.StartObject => ReadObject(ref reader, options),
        _ => throw new JsonException("A ledger's entry is an array."),
    };

    public override void Write(Utf8JsonWriter writer, LedgerEntry value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(value.OrderId);
        writer.WriteNumberValue(value.Units);
        Amount.Write(writer, value.Amount, options);
        writer.WriteNumberValue(value.PlacedAt.UtcTicks);
        if (value.Status != LedgerStatus.Paid)
            writer.WriteNumberValue((int)value.Status);
        writer.WriteEndArray();
    }

    private static LedgerEntry ReadArray(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        reader.Read();
        var orderId = reader.GetString()!;
        reader.Read();
        var units = reader.GetInt64();
        reader.Read();
        var amount = Amount.Read(ref reader, typeof(Money), options);
        reader.Read();
        var placedAt = new DateTimeOffset(reader.GetInt64(), TimeSpan.Zero);
        var status = LedgerStatus.Paid;
        if (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            status = (LedgerStatus)reader.GetInt32();
            reader.Read();
        }

        return reader.TokenType == JsonTokenType.EndArray
            ? new LedgerEntry(orderId, status, units, amount, placedAt)
            : throw new JsonException("A ledger's entry has four or five parts.");
    }

    private static LedgerEntry ReadObject(ref Utf8JsonReader reader, JsonSerializerOptions options)
    {
        var entry = new LedgerEntry("", LedgerStatus.Paid, 0, default, default);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            entry = name switch
            {
                "orderId" => entry with { OrderId = reader.GetString()! },
                "status" => entry with { Status = (LedgerStatus)reader.GetInt32() },
                "units" => entry with { Units = reader.GetInt64() },
                "amount" => entry with { Amount = Amount.Read(ref reader, typeof(Money), options) },
                "placedAt" => entry with { PlacedAt = reader.GetDateTimeOffset() },
                _ => throw new JsonException($"A ledger's entry has no '{name}'."),
            };
        }

        return entry;
    }
}
