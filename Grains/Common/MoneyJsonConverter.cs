using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro;

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
