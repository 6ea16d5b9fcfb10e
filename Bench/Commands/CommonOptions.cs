using System.CommandLine;
using System.Globalization;
using OrleansMicro.Bench.Api;
using OrleansMicro.Bench.Replay;

namespace OrleansMicro.Bench.Commands;

/// <summary>Options that several commands take. Each command needs its own instances.</summary>
internal static class CommonOptions
{
    public static Option<string> Url() => new("--url")
    {
        Description = "Address of the API; several, separated by commas, are taken in turn.",
        DefaultValueFactory = _ => "http://127.0.0.1:8080",
        Validators = { result => Check(result, result.GetValueOrDefault<string>(), IsUrls, "must be http(s) addresses separated by commas") },
    };

    public static Option<string> Run(string description, Func<string>? byDefault = null)
    {
        var option = new Option<string>("--run")
        {
            Description = description,
            Required = byDefault is null,
            Validators =
            {
                result => Check(
                    result,
                    result.GetValueOrDefault<string>(),
                    ReplayIds.IsRun,
                    $"must be 1 to {ReplayIds.MaxRunLength} letters, digits, '_' or '-'"),
            },
        };
        if (byDefault is not null) option.DefaultValueFactory = _ => byDefault();
        return option;
    }

    public static Option<int> Number(string name, string description, int byDefault, int least, int most) => new(name)
    {
        Description = $"{description} ({least} to {most})",
        DefaultValueFactory = _ => byDefault,
        Validators = { result => CheckNumber(result, least, most) },
    };

    public static Option<int> Seconds() => Number("--seconds", "Length of the measurement", 30, 1, 86_400);

    public static Option<int> WarmUp() =>
        Number("--warm-up", "Seconds before it, which a new server needs to compile its code well", 20, 0, 3_600);

    public static Option<int[]> Pids(string description)
    {
        var pids = new Option<int[]>("--pid") { Description = description, AllowMultipleArgumentsPerToken = true };
        pids.Validators.Add(result =>
        {
            foreach (var pid in (result.GetValueOrDefault<int[]>() ?? []).Where(pid => !File.Exists($"/proc/{pid}/stat")))
                result.AddError($"--pid: there is no process {pid}.");
        });
        return pids;
    }

    public static Option<int> RetryTimeout() =>
        Number("--give-up-after", "Seconds for which a failing request is repeated, so that a restart of the server is survived", 120, 1, 86_400);

    public static IReadOnlyList<Uri> Servers(string urls) =>
        [.. urls.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url))];

    /// <summary>A client of servers of which one listens now; throws <see cref="IOException"/> if none does.</summary>
    public static async Task<ApiClient> Connect(string urls, int connections, int retryTimeoutSeconds, CancellationToken stop)
    {
        await ServerProbe.RequireOne(Servers(urls), stop);
        return Client(urls, connections, retryTimeoutSeconds);
    }

    /// <summary>A client of servers that may start later.</summary>
    public static ApiClient Client(string urls, int connections, int retryTimeoutSeconds) =>
        new(Servers(urls), connections, new Retry(TimeSpan.FromSeconds(retryTimeoutSeconds)), TimeProvider.System);

    private static bool IsUrls(string urls) =>
        urls.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts
        && parts.All(part => Uri.TryCreate(part, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");

    // The value is parsed here, because asking for one that is no number throws.
    private static void CheckNumber(System.CommandLine.Parsing.OptionResult result, int least, int most)
    {
        if (result.Tokens is [var token]
            && !(int.TryParse(token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most))
            result.AddError($"{result.Option.Name} must be a whole number from {least} to {most}, and is '{token.Value}'.");
    }

    private static void Check<T>(System.CommandLine.Parsing.OptionResult result, T? value, Predicate<T> isValid, string problem)
    {
        if (value is not null && !isValid(value)) result.AddError($"{result.Option.Name} {problem}.");
    }
}
