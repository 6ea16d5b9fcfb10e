using System.Globalization;
using System.Text;

namespace OrleansMicro;

/// <summary>
/// The rules of text that people write. Lengths are counted in Unicode code points, as in JSON Schema. Each rule gives
/// null for a valid text, or a refusal with the code <see cref="RefusalCodes.Invalid"/> and the field.
/// </summary>
public static class TextRules
{
    /// <summary>
    /// Checks a single line with at least one visible character: a letter, digit, punctuation mark or symbol.
    /// </summary>
    public static Refusal? CheckRequiredLine(string? text, string field, int maxLength) =>
        CheckOptionalLine(text, field, maxLength)
        ?? (HasVisible(text) ? null : Refusal.Invalid(field, "must contain at least one visible character."));

    /// <summary>
    /// Checks a single line that may be null or empty. Line breaks, tabs and other control characters are refused.
    /// </summary>
    public static Refusal? CheckOptionalLine(string? text, string field, int maxLength) =>
        Check(
            text,
            field,
            maxLength,
            static c => !char.IsControl(c) && c is not ('\u2028' or '\u2029'),
            "must be a single line without control characters.");

    /// <summary>
    /// Checks text of several lines that may be null or empty. Line breaks and tabs are the only control characters in
    /// it.
    /// </summary>
    public static Refusal? CheckOptionalLines(string? text, string field, int maxLength) =>
        Check(
            text,
            field,
            maxLength,
            static c => !char.IsControl(c) || c is '\n' or '\r' or '\t',
            "must not contain control characters other than line breaks and tabs.");

    /// <summary>
    /// The number of code points, or -1 for text that is not valid Unicode because it has an unpaired surrogate.
    /// </summary>
    public static int Length(string text)
    {
        var length = 0;
        for (var i = 0; i < text.Length; i++, length++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return -1;
            i++;
        }

        return length;
    }

    /// <summary>
    /// Whether the text has a character that can be seen: white space, format characters and fillers alone are a blank
    /// text.
    /// </summary>
    public static bool HasVisible(string? text)
    {
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (IsVisible(rune))
                return true;
        }

        return false;
    }

    private static Refusal? Check(string? text, string field, int maxLength, Predicate<char> allowed, string otherwise)
    {
        if (text is null)
            return null;
        var length = Length(text);
        if (length < 0)
            return Refusal.Invalid(field, "must be valid Unicode text. It has an unpaired surrogate.");
        if (length > maxLength)
            return Refusal.Invalid(field, $"must have at most {maxLength} characters.");
        foreach (var c in text)
        {
            if (!allowed(c))
                return Refusal.Invalid(field, otherwise);
        }

        return null;
    }

    // Hangul fillers and the empty braille pattern are letters and symbols by category, but show nothing.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is
        not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark)
        && rune.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0 or 0xFFFD);
}
