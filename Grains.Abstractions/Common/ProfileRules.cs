namespace OrleansMicro;

/// <summary>
/// The rules of customers' and sellers' profiles. Each gives null for a valid value, or a refusal that names the field.
/// </summary>
public static class ProfileRules
{
    /// <summary>Checks a name.</summary>
    public static Refusal? CheckName(string? name, string field) => TextRules.CheckRequiredLine(name, field, Limits.MaxNameLength);

    /// <summary>
    /// Checks the form of an e-mail address; null is valid. Only a message to it would show whether it exists.
    /// </summary>
    public static Refusal? CheckEmail(string? email, string field)
    {
        if (email is null)
            return null;
        if (TextRules.CheckOptionalLine(email, field, Limits.MaxEmailLength) is { } refusal)
            return refusal;
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < email.Length - 1 && at == email.LastIndexOf('@') && !email.Any(char.IsWhiteSpace)
            ? null
            : Refusal.Invalid(field, "must be an e-mail address such as ann@example.com.");
    }
}
