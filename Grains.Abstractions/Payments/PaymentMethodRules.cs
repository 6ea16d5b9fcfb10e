namespace OrleansMicro.Payments;

/// <summary>The rules of the payment provider's token, which stands for a card or account.</summary>
public static class PaymentMethodRules
{
    private const int MinCardDigits = 12;
    private const int MaxCardDigits = 19;

    /// <summary>
    /// Checks a token: visible ASCII characters, at most <see cref="Limits.MaxTextLength"/>. A card number is refused,
    /// so that none is stored or logged. The refusal does not repeat the value.
    /// </summary>
    public static Refusal? Check(string? method, string field)
    {
        if (method is not null && IsCardNumber(method))
            return Refusal.Invalid(field, "must be a token of the payment provider, never a card number.");
        return method is { Length: > 0 and <= Limits.MaxTextLength } && !method.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? null
            : Refusal.Invalid(field, $"must be a token of 1 to {Limits.MaxTextLength} visible ASCII characters.");
    }

    /// <summary>
    /// Whether the text, apart from spaces and hyphens, has 12 to 19 digits and nothing else, with a correct check
    /// digit (Luhn).
    /// </summary>
    public static bool IsCardNumber(string text)
    {
        var (digits, sum) = (0, 0);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            var c = text[i];
            if (c is ' ' or '-')
                continue;
            if (!char.IsAsciiDigit(c))
                return false;
            var value = c - '0';
            if (digits++ % 2 == 1)
                value = value > 4 ? (value * 2) - 9 : value * 2;
            sum += value;
        }

        return digits is >= MinCardDigits and <= MaxCardDigits && sum % 10 == 0;
    }
}
