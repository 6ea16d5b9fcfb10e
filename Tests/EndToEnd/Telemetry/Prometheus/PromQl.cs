using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>The names in an expression of Prometheus: series, their labels, and the values that labels are compared with.</summary>
internal sealed partial record PromQl(
    IReadOnlyList<string> Series, IReadOnlyList<(string Series, string Label, string? Value)> Matchers, IReadOnlyList<string> Grouped)
{
    private static readonly string[] Words = ["and", "or", "unless", "on", "ignoring", "group_left", "group_right", "bool", "offset"];

    public static PromQl Parse(string expression)
    {
        var grouped = Grouping().Matches(expression).SelectMany(static match => Names(match.Groups["labels"].Value)).ToArray();
        var code = Range().Replace(Grouping().Replace(expression, " "), " ");
        var matchers =
            from Match selector in Selector().Matches(code)
            from Match matcher in Matcher().Matches(selector.Groups["matchers"].Value)
            let value = matcher.Groups["operator"].Value == "=" ? matcher.Groups["value"].Value : null
            select (selector.Groups["series"].Value, matcher.Groups["label"].Value, value);
        var series = Identifier().Matches(Braces().Replace(code, " ")).Select(static match => match.Value).Except(Words);
        return new PromQl([.. series], [.. matchers], grouped);
    }

    private static string[] Names(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"\b(by|without|on|ignoring)\s*\((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex(@"\[[^\]]*\]")]
    private static partial Regex Range();

    [GeneratedRegex(@"(?<series>[a-zA-Z_]\w*)\s*\{(?<matchers>[^}]*)\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"(?<label>\w+)\s*(?<operator>=~|!~|!=|=)\s*""(?<value>[^""]*)""")]
    private static partial Regex Matcher();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Braces();

    // Not a function, which a parenthesis follows.
    [GeneratedRegex(@"\b[a-zA-Z_]\w*\b(?!\s*\()")]
    private static partial Regex Identifier();
}
