namespace OrleansMicro.Problems;

/// <summary>Ends a request with a problem. For bad input only, which is rare. Refusals of grains are answered without an exception.</summary>
internal sealed class ProblemException(string code, string detail, string? field, Exception? cause = null) : Exception(detail, cause)
{
    public string Code { get; } = code;

    public string? Field { get; } = field;

    /// <summary>A header of the response that tells what would be accepted, if there is one.</summary>
    public (string Name, string Value)? ResponseHeader { get; init; }

    /// <param name="field">The input at fault.</param>
    /// <param name="must">The rest of a sentence whose subject is the field, such as <c>must be sent once.</c></param>
    public static ProblemException Invalid(string field, string must) => new(ProblemCodes.Invalid, $"'{field}' {must}", field);
}
