using Microsoft.Extensions.Options;

namespace OrleansMicro.Hosting;

/// <summary>What an operator reads when the program could not start.</summary>
/// <param name="isPlain">Whether the message of a failure says enough by itself.</param>
internal sealed class StartFailures(Predicate<Exception> isPlain)
{
    /// <summary>One sentence for each thing that is wrong, each once; nothing if the failure is not the operator's to mend.</summary>
    public IReadOnlyList<string> Explain(Exception failure) => failure switch
    {
        OptionsValidationException options => [.. options.Failures.Distinct(StringComparer.Ordinal)],
        _ when failure is StartException or IOException || isPlain(failure) => [failure.Message],
        // Thrown when several kinds of options are wrong, and for options that are used under two names.
        AggregateException several => ExplainAll(several.InnerExceptions),
        _ => [],
    };

    // A failure among them that nobody can explain needs its stack trace, so all are left to it.
    private string[] ExplainAll(IReadOnlyList<Exception> failures)
    {
        var explained = failures.Select(Explain).ToArray();
        return explained.Any(static lines => lines.Count == 0)
            ? []
            : [.. explained.SelectMany(static lines => lines).Distinct(StringComparer.Ordinal)];
    }
}
