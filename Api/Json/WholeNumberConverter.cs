using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Json;

/// <summary>Reads whole numbers as JSON Schema defines them: <c>1.0</c> and <c>1e2</c> are integers too.</summary>
internal sealed class WholeNumberConverter<T> : JsonConverter<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    // A decimal has 28 digits without rounding.
    private const int MaxLength = 28;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.Number)
            throw new JsonException();

        var isWhole = reader.TryGetInt64(out var number) || TryParse(reader.ValueSpan, out number);
        return isWhole && number >= long.CreateSaturating(T.MinValue) && number <= long.CreateSaturating(T.MaxValue)
            ? T.CreateTruncating(number)
            : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(long.CreateChecked(value));

    /// <summary>Reads a number with a fraction or an exponent, if its value is a whole number of 64 bits.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        number = 0;
        if (text.Length > MaxLength || !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || decimal.Truncate(value) != value || value is < long.MinValue or > long.MaxValue)
            return false;

        // 1e-30 is rounded to zero too.
        number = (long)value;
        return number != 0 || double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == 0;
    }
}
