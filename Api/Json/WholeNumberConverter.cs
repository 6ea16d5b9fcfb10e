using System.Numerics;

namespace OrleansMicro.Json;

/// <summary>Reads whole numbers as JSON Schema defines them: <c>1.0</c> and <c>1e2</c> are integers too.</summary>
internal sealed class WholeNumberConverter<T> : JsonConverter<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    // A decimal has 28 digits without rounding.
    private const int MaxLength = 28;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        long number = 0;
        var isWhole = reader.TokenType == JsonTokenType.Number && (reader.TryGetInt64(out number) || TryParse(reader.ValueSpan, out number));
        return isWhole && number >= long.CreateSaturating(T.MinValue) && number <= long.CreateSaturating(T.MaxValue)
            ? T.CreateTruncating(number)
            : throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteNumberValue(long.CreateChecked(value));

    /// <summary>Reads a number with a fraction or an exponent, if its value is a whole number of 64 bits.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out long number)
    {
        var isWhole = text.Length <= MaxLength && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && decimal.IsInteger(value) && value is >= long.MinValue and <= long.MaxValue;
        number = isWhole ? (long)decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : 0;

        // A decimal rounds 1e-30 to zero.
        return isWhole && (number != 0 || double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) == 0);
    }
}
