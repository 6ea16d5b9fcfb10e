using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OrleansMicro.Bench.Reads;

/// <summary>What the program wrk counted.</summary>
/// <param name="Requests">Requests answered.</param>
/// <param name="PerSecond">The same per second.</param>
/// <param name="Failed">Whether some had another status than 2xx or 3xx, or none.</param>
internal sealed partial record WrkCount(long Requests, double PerSecond, bool Failed)
{
    /// <summary>
    /// Gets an address over and over with one thread. A load generator in .NET would take more of the machine than the server does.
    /// </summary>
    public static async Task<WrkCount> Measure(Uri url, int connections, TimeSpan length, CancellationToken stop)
    {
        var start = new ProcessStartInfo("wrk", ["-t1", $"-c{connections}", $"-d{length.TotalSeconds:F0}s", url.AbsoluteUri])
        {
            RedirectStandardOutput = true,
        };
        using var process = Start(start);
        var output = await process.StandardOutput.ReadToEndAsync(stop);
        await process.WaitForExitAsync(stop);
        return process.ExitCode == 0 ? Parse(output) : throw new IOException($"wrk ended with exit code {process.ExitCode}: {output}");
    }

    internal static WrkCount Parse(string output) => new(
        long.Parse(Field(RequestsField(), output), CultureInfo.InvariantCulture),
        double.Parse(Field(RateField(), output), CultureInfo.InvariantCulture),
        FailureField().IsMatch(output));

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new IOException("wrk could not be started.");
        }
        catch (Win32Exception e)
        {
            throw new IOException("wrk is not installed. It is a package of that name.", e);
        }
    }

    private static string Field(Regex field, string output) => field.Match(output) is { Success: true } match
        ? match.Groups[1].Value
        : throw new FormatException($"This is no output of wrk: {output}");

    [GeneratedRegex(@"(\d+) requests in ")]
    private static partial Regex RequestsField();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex RateField();

    [GeneratedRegex("Non-2xx or 3xx responses|Socket errors")]
    private static partial Regex FailureField();
}
