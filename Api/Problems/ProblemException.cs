namespace OrleansMicro.Problems;

/// <summary>Ends a request with a problem. For bad input only, which is rare; refusals by grains are answered without an exception.</summary>
internal sealed class ProblemException(string code, string detail, string? field, Exception? cause = null) : Exception(detail, cause)
{
    public string Code { get; } = code;

    public string? Field { get; } = field;

    public static ProblemException Invalid(string field, string detail) => new(ProblemCodes.Invalid, detail, field);
}
