using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansMicro.Tests.EndToEnd.Browser;

/// <summary>Debian's chromium without a window, driven over its debugging protocol. Installed with apt-get if it is missing.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    private readonly TempFolder _profile = new();
    private readonly HttpClient _http = new();
    private Process? _process;

    /// <summary>Whether it is there or can be installed.</summary>
    public static bool CanBeHad => File.Exists(Executable) || DebianPackage.CanBeInstalled;

    /// <summary>Starts it with a new profile.</summary>
    public static async Task<Chromium> Start()
    {
        await DebianPackage.Install(static () => File.Exists(Executable), "chromium", "fonts-dejavu-core");
        var browser = new Chromium();
        try
        {
            await browser.Launch();
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Opens an empty page.</summary>
    public async Task<BrowserPage> NewPage()
    {
        using var answer = await _http.PutAsync("/json/new?about:blank", null);
        var page = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return await BrowserPage.Connect(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is { } process)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        await RemoveProfile();
    }

    // The last of its processes may still write to the profile for a moment.
    private Task RemoveProfile() => Eventually.Holds(
        () =>
        {
            try
            {
                _profile.Dispose();
                return true;
            }
            catch (IOException)
            {
                return false;
            }
        },
        "the browser's profile can be removed");

    private async Task Launch()
    {
        _process = Process.Start(new ProcessStartInfo(Executable,
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-port=0",
            $"--user-data-dir={_profile.Path}", "about:blank",
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();

        // It writes the port that it has chosen into its profile.
        var file = _profile.File("DevToolsActivePort");
        var watch = Stopwatch.StartNew();
        string[] lines = [];
        while (lines.Length < 2)
        {
            Assert.True(watch.Elapsed < StartTimeout && !_process.HasExited, "The browser did not start.");
            await Task.Delay(50);
            lines = File.Exists(file) ? await File.ReadAllLinesAsync(file) : [];
        }

        _http.BaseAddress = new Uri($"http://127.0.0.1:{lines[0]}");
    }
}
