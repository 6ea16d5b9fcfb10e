using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OrleansMicro.Hosting;

/// <summary>
/// Asks a running server whether it is ready. Container health checks run it, because the images have no shell and no curl. It is a new process
/// every few seconds in every container, so it uses a bare socket: loading an HTTP client would take longer than everything else.
/// </summary>
internal static class HealthProbe
{
    private const int MaxAnswerBytes = 16 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Exit code 0 if the server is ready, else 1 with the reason on standard error.</summary>
    public static async Task<int> RunAsync(string url)
    {
        try
        {
            using var timeout = new CancellationTokenSource(Timeout);
            var answer = await Fetch(new Uri(url), timeout.Token);
            var body = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            await Console.Out.WriteLineAsync(body < 0 ? answer : answer[(body + 4)..]);
            return answer.StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal) ? 0 : 1;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException or UriFormatException)
        {
            await Console.Error.WriteLineAsync($"{url} does not answer: {e.Message}");
            return 1;
        }
    }

    /// <summary>
    /// The address of this machine's server, from its own configuration: the first of <c>ASPNETCORE_URLS</c>, or the port of the section
    /// <c>Server</c>, or <paramref name="defaultPort"/>.
    /// </summary>
    public static string DefaultUrl(int defaultPort, Func<string, string?> environment)
    {
        var port = environment($"{HttpServerOptions.Section}__{nameof(HttpServerOptions.Port)}") is { Length: > 0 } configured
            ? configured
            : defaultPort.ToString(CultureInfo.InvariantCulture);
        if (environment("ASPNETCORE_URLS")?.Split(';')[0] is not { Length: > 0 } url)
            return $"http://127.0.0.1:{port}";

        // Nobody can connect to a name that stands for all addresses.
        foreach (var all in (ReadOnlySpan<string>)["*", "+", "0.0.0.0", "[::]"])
            url = url.Replace($"//{all}:", "//127.0.0.1:", StringComparison.Ordinal);
        return url;
    }

    private static async Task<string> Fetch(Uri url, CancellationToken timeout)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(url.Host, url.Port, timeout);
        var request = $"GET /health/ready HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), timeout);
        var answer = new byte[MaxAnswerBytes];
        var length = 0;
        while (length < answer.Length && await socket.ReceiveAsync(answer.AsMemory(length), timeout) is > 0 and var received)
            length += received;
        return Encoding.UTF8.GetString(answer, 0, length);
    }
}
