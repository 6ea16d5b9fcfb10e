namespace OrleansMicro.Json;

/// <summary>Checks of the values in a body; each names the field.</summary>
internal static class Check
{
    private const int MaxEmailLength = 254;

    /// <summary>A text that must say something.</summary>
    public static string Text(string value, string field, int maxLength) =>
        string.IsNullOrWhiteSpace(value) ? throw ProblemException.Invalid(field, $"'{field}' must not be blank.") : Bounded(value, field, maxLength);

    /// <summary>A text that may be empty or null.</summary>
    public static string? Optional(string? value, string field, int maxLength) => value is null ? null : Bounded(value, field, maxLength);

    /// <summary>An e-mail address, loosely: whether it exists is only known by writing to it.</summary>
    public static string? Email(string? value, string field)
    {
        if (value is null)
            return null;

        var at = value.IndexOf('@', StringComparison.Ordinal);
        var valid = value.Length <= MaxEmailLength && at > 0 && at == value.LastIndexOf('@') && at < value.Length - 1 && !value.Any(IsForbidden)
            && !value.Contains(' ', StringComparison.Ordinal);
        return valid ? value : throw ProblemException.Invalid(field, $"'{field}' must be an e-mail address such as ann@example.com.");
    }

    /// <summary>An identifier.</summary>
    public static string Id(string value, string field) => Ids.IsValid(value)
        ? value
        : throw ProblemException.Invalid(field, $"'{field}' must be 1 to {Ids.MaxLength} of the characters A-Z a-z 0-9 _ -");

    /// <summary>A whole number within bounds, both included.</summary>
    public static int Number(int value, string field, int min, int max) => value >= min && value <= max
        ? value
        : throw ProblemException.Invalid(field, $"'{field}' must be a whole number from {min} to {max}.");

    /// <summary>An amount of money.</summary>
    public static Money Money(MoneyRequest value, string field, long min, long max)
    {
        if (value.Minor < min || value.Minor > max)
            throw ProblemException.Invalid($"{field}.minor", $"'{field}.minor' must be a whole number of minor units from {min} to {max}.");

        return Currencies.IsKnown(value.Currency)
            ? new Money(value.Minor, value.Currency)
            : throw ProblemException.Invalid($"{field}.currency", $"'{field}.currency' must be a currency code of ISO 4217, for example GBP.");
    }

    /// <summary>A postal address.</summary>
    public static Address Address(AddressRequest value, string field) => new(
        Text(value.Name, field + ".name", Limits.MaxTextLength),
        Text(value.Line1, field + ".line1", Limits.MaxTextLength),
        Optional(value.Line2, field + ".line2", Limits.MaxTextLength),
        Text(value.City, field + ".city", Limits.MaxTextLength),
        Optional(value.PostalCode, field + ".postalCode", Limits.MaxTextLength),
        Text(value.Country, field + ".country", Limits.MaxTextLength));

    private static string Bounded(string value, string field, int maxLength)
    {
        if (value.Length > maxLength)
            throw ProblemException.Invalid(field, $"'{field}' must have at most {maxLength} characters.");

        foreach (var c in value)
        {
            if (IsForbidden(c))
                throw ProblemException.Invalid(field, $"'{field}' must not contain control characters.");
        }

        return value;
    }

    // Line breaks and tabs are fine in a description; other control characters only make trouble further on.
    private static bool IsForbidden(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
