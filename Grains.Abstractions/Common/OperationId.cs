using System.Globalization;

namespace OrleansMicro;

/// <summary>
/// The two forms of operation ids. The form tells a grain how long a repeat can arrive: see
/// docs/decisions/0019-remember-idempotency-keys-for-24-hours.md. A <i>keyed</i> id is made from a client's
/// Idempotency-Key, and can be any text that is not unkeyed. An <i>unkeyed</i> id names a command that its client did
/// not name: only the process that sent it repeats it, for minutes.
/// </summary>
public static class OperationId
{
    /// <summary>Begins every unkeyed id.</summary>
    private const char UnkeyedMark = '~';

    private const char Separator = '.';

    /// <summary>The id of a command that has no Idempotency-Key.</summary>
    /// <param name="sender">A random number of the sending process.</param>
    /// <param name="number">Grows with each command of that process.</param>
    public static string CreateUnkeyed(long sender, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{UnkeyedMark}{sender:x}{Separator}{number:x}");

    /// <summary>Whether an id is unkeyed, and if so, its sender and number.</summary>
    public static bool TryParseUnkeyed(string operationId, out long sender, out long number)
    {
        (sender, number) = (0, 0);
        ReadOnlySpan<char> text = operationId;
        return text.Length > 0 && text[0] == UnkeyedMark
            && text.IndexOf(Separator) is var separator and > 0
            && long.TryParse(text[1..separator], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out sender)
            && long.TryParse(text[(separator + 1)..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
    }
}
