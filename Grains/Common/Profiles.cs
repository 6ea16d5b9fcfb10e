namespace OrleansMicro;

/// <summary>What the profiles of customers and sellers have in common.</summary>
internal static class Profiles
{
    private const int MaxEmailLength = 254;

    /// <summary>Why name and e-mail cannot be taken; null when they can.</summary>
    public static Refusal? Check(string name, string? email)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > Limits.MaxNameLength)
            return Refusals.Invalid("name", $"The name must have 1 to {Limits.MaxNameLength} characters.");
        return email is null || IsEmail(email)
            ? null
            : Refusals.Invalid("email", $"The e-mail address must have the form name@host and at most {MaxEmailLength} characters.");
    }

    private static bool IsEmail(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return email.Length <= MaxEmailLength && at > 0 && at < email.Length - 1 && at == email.LastIndexOf('@')
            && !email.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }
}
