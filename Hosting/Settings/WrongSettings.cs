using System.Text.RegularExpressions;

namespace OrleansMicro.Hosting;

/// <summary>
/// Explains the exceptions of .NET's configuration for a setting that cannot be read. They have no type of their own, so their messages tell them
/// from faults of the program.
/// </summary>
internal static partial class WrongSettings
{
    /// <summary>Names the setting, its value and what is expected. Null for other failures.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        InvalidOperationException when WrongType().Match(failure.Message) is { Success: true } match =>
            $"{match.Groups["key"]} is {Value(match)}; it must be {Expected(match.Groups["type"].Value)}.",
        InvalidOperationException when WrongLevel().Match(failure.Message) is { Success: true } match =>
            $"A level of Logging:LogLevel is {Value(match)}; it must be {OneOf(typeof(LogLevel))}.",
        FormatException when failure.Message.StartsWith("Invalid url", StringComparison.Ordinal) =>
            $"An address of urls cannot be used: {failure.Message} Use http://HOST:PORT.",
        InvalidOperationException when WrongAddress().IsMatch(failure.Message) => $"An address of urls cannot be used: {failure.Message}",
        ArgumentOutOfRangeException { ParamName: "port" } => "An address of urls cannot be used: a port is 0 to 65535.",
        InvalidDataException when failure.Message.StartsWith("Failed to load configuration", StringComparison.Ordinal) =>
            $"{failure.Message} {failure.InnerException?.Message}".TrimEnd(),
        _ => null,
    };

    private static string Value(Match match) => $"'{match.Groups["value"]}'";

    private static string Expected(string type) => type switch
    {
        "System.Boolean" => "true or false",
        "System.Int32" or "System.UInt32" or "System.Int64" or "System.UInt64" => "a whole number",
        "System.Double" or "System.Single" or "System.Decimal" => "a number",
        "System.TimeSpan" => "a duration such as 00:00:30",
        _ => $"a {type}",
    };

    private static string OneOf(Type type) => string.Join(", ", Enum.GetNames(type));

    [GeneratedRegex("^Failed to convert configuration value '(?<value>.*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex WrongType();

    [GeneratedRegex("^(Unrecognized scheme in server address|A path base can only be configured)")]
    private static partial Regex WrongAddress();

    [GeneratedRegex("^Configuration value '(?<value>.*)' is not supported", RegexOptions.Singleline)]
    private static partial Regex WrongLevel();
}
