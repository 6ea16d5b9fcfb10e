using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>Explains to an operator why a program did not start.</summary>
internal static class StartFailures
{
    /// <summary>
    /// One sentence for each reason, without duplicates. Empty if the failure is a fault of the program, whose stack trace is needed.
    /// </summary>
    public static IReadOnlyList<string> Explain(Exception failure) => failure switch
    {
        OptionsValidationException options => [.. options.Failures.Distinct(StringComparer.Ordinal)],
        StartException or IOException => [failure.Message],
        // Thrown if several options types are invalid, and for options that are used under two names.
        AggregateException several => ExplainAll(several.InnerExceptions),
        _ => WrongSettings.Explain(failure) is { } explained ? [explained] : [],
    };

    private static string[] ExplainAll(IReadOnlyList<Exception> failures)
    {
        var explained = failures.Select(Explain).ToArray();
        return explained.Any(static lines => lines.Count == 0)
            ? []
            : [.. explained.SelectMany(static lines => lines).Distinct(StringComparer.Ordinal)];
    }
}
