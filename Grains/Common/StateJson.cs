using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OrleansMicro.Events;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;

namespace OrleansMicro;

/// <summary>How grain state is written to storage: compact JSON through source generation, no reflection.</summary>
public static class StateJson
{
    /// <summary>
    /// The options of every state record. Properties that have their default value are left out. What a row does not hold is given to the
    /// <c>init</c> accessor as null or zero, past the property's initialiser (so source generation does it), so the accessor of a property
    /// that must not be null replaces it: see <see cref="OrEmpty"/>.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The array, or an empty one for a row that was written before the array existed.</summary>
    public static ImmutableArray<T> OrEmpty<T>(this ImmutableArray<T> array) => array.IsDefault ? [] : array;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ShopStateJson.Default, OrderStateJson.Default),
        };
        options.Converters.Add(new MoneyJsonConverter());
        options.Converters.Add(new LedgerEntryJson());
        options.Converters.Add(new LedgerSumJson());
        options.Converters.Add(new MarketEventJson());
        options.Converters.Add(new PendingEventJson());
        options.MakeReadOnly();
        return options;
    }
}

/// <summary>Writes money in state as <c>"1250 GBP"</c>: a state may hold a thousand amounts, so they are kept short.</summary>
internal sealed class MoneyJsonConverter : JsonConverter<Money>
{
    private const int MaxLength = 32;

    public override Money Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<char> buffer = stackalloc char[MaxLength];
        if (reader.TokenType != JsonTokenType.String || reader.HasValueSequence || reader.ValueSpan.Length > MaxLength)
            throw new JsonException("Money must be text such as \"1250 GBP\".");
        ReadOnlySpan<char> text = buffer[..reader.CopyString(buffer)];
        var space = text.IndexOf(' ');
        if (space <= 0 || !long.TryParse(text[..space], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var minor))
            throw new JsonException("Money must be text such as \"1250 GBP\".");
        return new Money(minor, Currency(text[(space + 1)..]));
    }

    public override void Write(Utf8JsonWriter writer, Money value, JsonSerializerOptions options)
    {
        Span<byte> buffer = stackalloc byte[MaxLength];
        value.Minor.TryFormat(buffer, out var length, default, CultureInfo.InvariantCulture);
        buffer[length++] = (byte)' ';
        length += Encoding.UTF8.GetBytes(value.Currency, buffer[length..]);
        writer.WriteStringValue(buffer[..length]);
    }

    /// <summary>One string for the usual currencies instead of one per amount.</summary>
    private static string Currency(ReadOnlySpan<char> text) => text switch
    {
        "GBP" => "GBP",
        "EUR" => "EUR",
        "USD" => "USD",
        _ => text.ToString(),
    };
}

/// <summary>
/// Writes a ledger's entry as <c>["order",3,"1250 GBP",639000000000000000,1]</c>: order, units, amount, when it was placed (ticks, UTC),
/// and the status unless it is <see cref="LedgerStatus.Paid"/>. Dozens of them are written with each order. Reads the objects of older rows
/// as well.
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

/// <summary>Writes a sum of a ledger as <c>[1,"GBP",3,7,"1250"]</c>: status, currency, orders, units, minor units.</summary>
internal sealed class LedgerSumJson : JsonConverter<LedgerSum>
{
    public override LedgerSum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A ledger's sum is an array.");
        reader.Read();
        var status = (LedgerStatus)reader.GetInt32();
        reader.Read();
        var currency = reader.GetString()!;
        reader.Read();
        var orders = reader.GetInt64();
        reader.Read();
        var units = reader.GetInt64();
        reader.Read();
        var minor = Int128.Parse(reader.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray
            ? new LedgerSum(status, currency, orders, units, minor)
            : throw new JsonException("A ledger's sum has five parts.");
    }

    public override void Write(Utf8JsonWriter writer, LedgerSum value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue((int)value.Status);
        writer.WriteStringValue(value.Currency);
        writer.WriteNumberValue(value.Orders);
        writer.WriteNumberValue(value.Units);
        writer.WriteStringValue(value.Minor.ToString(CultureInfo.InvariantCulture));
        writer.WriteEndArray();
    }
}
