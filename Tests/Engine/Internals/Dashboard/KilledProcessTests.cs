using System.Diagnostics;
using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Common.Browser;

namespace OrleansMicro.Tests.Engine.Internals.Dashboard;

/// <summary>The page over real silo processes that share a Redis.</summary>
public sealed class KilledProcessTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    [BrowserFact]
    public async Task A_process_that_was_killed_is_shown_as_dead_within_15_seconds()
    {
        List<Process> silos = [];
        try
        {
            var pages = new List<Uri>();
            for (var number = 0; number < 3; number++)
            {
                silos.Add(Launch());
                pages.Add(await PageOf(silos[^1]));
            }

            await using var browser = await Chromium.Start();
            await using var page = await browser.NewPage();
            await page.Open(pages[0]);
            await page.Until("document.getElementById('summary').innerText.includes('All 3 silos healthy')", "three silos are shown as healthy");

            var watch = Stopwatch.StartNew();
            silos[2].Kill();
            await page.Until("document.querySelector('#silos td.state-dead')", "the killed silo is shown as dead");
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Limit);
            Assert.Contains("is dead since", await page.TextOf("#summary"), StringComparison.Ordinal);
            Assert.Empty(page.Errors);
        }
        finally
        {
            foreach (var silo in silos)
            {
                silo.Kill();
                await silo.WaitForExitAsync();
                silo.Dispose();
            }
        }
    }

    private Process Launch() => Process.Start(new ProcessStartInfo("dotnet",
    [
        Path.Combine(AppContext.BaseDirectory, "Silo.dll"), "cluster", "--redis", redis.ConnectionString,
        "--silo-port", "0", "--gateway-port", "0", "--port", "0", "--advertise", "127.0.0.1",
    ])
    {
        RedirectStandardOutput = true,
    })!;

    private static async Task<Uri> PageOf(Process silo)
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        while (await silo.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            if (line.Contains("is ready.", StringComparison.Ordinal))
                return new Uri(new Uri(line.Split("health: ")[1].Split(' ')[0]), "/dashboard/");
        }

        throw new InvalidOperationException("A silo ended before it was ready.");
    }
}
