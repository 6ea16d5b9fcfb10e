using Microsoft.Extensions.Options;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Silo;

/// <summary>What an operator reads when the server could not start.</summary>
internal static class StartFailures
{
    /// <summary>One sentence for each thing that is wrong, each once; nothing if the failure is not the operator's to mend.</summary>
    public static IReadOnlyList<string> Explain(Exception failure) => failure switch
    {
        OptionsValidationException options => [.. options.Failures.Distinct(StringComparer.Ordinal)],
        StartException or SqliteStorageException or IOException => [failure.Message],
        // Thrown when several kinds of options are wrong, and for options that are used under two names.
        AggregateException several => ExplainAll(several.InnerExceptions),
        _ => [],
    };

    // A failure among them that nobody can explain needs its stack trace, so all are left to it.
    private static string[] ExplainAll(IReadOnlyList<Exception> failures)
    {
        var explained = failures.Select(Explain).ToArray();
        return explained.Any(static lines => lines.Count == 0)
            ? []
            : [.. explained.SelectMany(static lines => lines).Distinct(StringComparer.Ordinal)];
    }
}
