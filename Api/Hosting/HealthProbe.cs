namespace OrleansMicro.Hosting;

/// <summary>Asks a running server how it is; what a container's health check runs, because its image has no shell and no curl.</summary>
internal static class HealthProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Exit code 0 if the server is ready, else 1 with the reason on standard error.</summary>
    public static async Task<int> Run(string url)
    {
        try
        {
            using var client = new HttpClient { Timeout = Patience };
            using var answer = await client.GetAsync(new Uri(new Uri(url), "/health/ready"));
            await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync());
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or UriFormatException)
        {
            await Console.Error.WriteLineAsync($"{url} does not answer: {e.Message}");
            return 1;
        }
    }
}
