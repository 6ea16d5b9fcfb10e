using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Json;

/// <summary>Reads whole numbers as JSON Schema defines them: <c>1.0</c> and <c>1e2</c> are integers too.</summary>
internal sealed class WholeNumberConverter<T> : JsonConverter<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    private const int MaxDigits = 40;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
            throw new JsonException();

        if (reader.TryGetInt64(out var number) || TryReadFraction(ref reader, out number))
            return number >= long.CreateSaturating(T.MinValue) && number <= long.CreateSaturating(T.MaxValue) ? T.CreateTruncating(number) : throw new JsonException();

        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(long.CreateChecked(value));

    private static bool TryReadFraction(ref Utf8JsonReader reader, out long number) => TryParse(reader.ValueSpan, out number);

    /// <summary>Reads a number with a fraction or an exponent, if its value is a whole number of 64 bits.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        var whole = text.Length <= MaxDigits
            && decimal.TryParse(Encoding.ASCII.GetString(text), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && decimal.Truncate(value) == value && value is >= long.MinValue and <= long.MaxValue
            && (number = (long)value) == value;
        return whole;
    }
}
