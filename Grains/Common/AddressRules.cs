namespace OrleansMicro;

/// <summary>What a postal address must look like.</summary>
public static class AddressRules
{
    /// <summary>Why an address cannot be taken, as a refusal whose field starts with <paramref name="path"/>; null when it can.</summary>
    public static Refusal? Check(Address? address, string path)
    {
        if (address is null)
            return Refusals.Invalid(path, "An address is needed.");
        return Part(address.Name, $"{path}.name", needed: true)
            ?? Part(address.Line1, $"{path}.line1", needed: true)
            ?? Part(address.Line2, $"{path}.line2", needed: false)
            ?? Part(address.City, $"{path}.city", needed: true)
            ?? Part(address.PostalCode, $"{path}.postalCode", needed: false)
            ?? Part(address.Country, $"{path}.country", needed: true);
    }

    private static Refusal? Part(string? text, string path, bool needed)
    {
        if (needed && string.IsNullOrWhiteSpace(text))
            return Refusals.Invalid(path, "This part of the address is needed.");
        return text?.Length > Limits.MaxTextLength
            ? Refusals.Invalid(path, $"This part of the address may have {Limits.MaxTextLength} characters.")
            : null;
    }
}
