using Microsoft.Playwright;

namespace OrleansMicro.Tests.EndToEnd.Browser;

/// <summary>The pages of the real server in a real browser.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private const string Key = "correct-horse-battery";

    private SingleServer _server = null!;

    public async Task InitializeAsync() => _server = await SingleServer.Start(null, $"--Dashboard:OperatorKey={Key}");

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [SkippableFact]
    public async Task Shows_the_dashboard_to_the_operator()
    {
        await using var browser = await Chromium.Start();
        var page = await browser.NewPage("operator", Key);
        await page.GotoAsync(new Uri(_server.Address, "/dashboard").AbsoluteUri);
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("silo", new() { IgnoreCase = true });
        Assert.EndsWith("/dashboard/", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        await page.ScreenshotAsync(new() { Path = Picture("dashboard.png") });
        Assert.Empty(browser.Errors);
    }

    [SkippableFact]
    public async Task Renders_the_reference_of_the_api()
    {
        await using var browser = await Chromium.Start();
        var page = await browser.NewPage();
        await page.GotoAsync(new Uri(_server.Address, "/docs").AbsoluteUri);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("/v1/sellers/{sellerId}/dashboard");

        // The page loads a section when its reader gets there.
        await page.GotoAsync(new Uri(_server.Address, "/docs#tag/carts").AbsoluteUri);
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("/v1/carts/{customerId}/checkout");
        await page.ScreenshotAsync(new() { Path = Picture("api-docs.png") });
        Assert.Empty(browser.Errors);
    }

    // Beside the tests, to show what the browser saw.
    private static string Picture(string name) => Path.Combine(AppContext.BaseDirectory, "screenshots", name);
}
