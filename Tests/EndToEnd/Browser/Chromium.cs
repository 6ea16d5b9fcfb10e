using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OrleansMicro.Tests.EndToEnd.Browser;

/// <summary>Debian's chromium without a window, driven by Playwright. A test that starts it is skipped where it is not installed.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    // What does not come is a failure; what comes late is a busy machine.
    private const float TimeoutMilliseconds = 60_000;
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Everything that the consoles of its pages show as an error, also what the browser itself reports there.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    public static async Task<Chromium> Start()
    {
        Skip.IfNot(File.Exists(Executable), "There is no chromium: apt-get install chromium fonts-dejavu-core.");
        var playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(TimeoutMilliseconds);
        try
        {
            return new(playwright, await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Executable,
                Timeout = TimeoutMilliseconds,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
            }));
        }
        catch
        {
            playwright.Dispose();
            throw;
        }
    }

    /// <summary>Opens an empty page whose requests are signed in as a user, if one is given.</summary>
    public async Task<IPage> NewPage(string? user = null, string password = "")
    {
        var page = await _browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = 1200, Height = 900 },
            HttpCredentials = user is null ? null : new() { Username = user, Password = password, Send = HttpCredentialsSend.Always },
        });
        page.SetDefaultTimeout(TimeoutMilliseconds);
        page.PageError += (_, error) => _errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
                _errors.Enqueue($"{message.Location}: {message.Text}");
        };
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
