using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using OrleansMicro.Silo;

namespace OrleansMicro.Tests.EndToEnd.Browser;

/// <summary>The pages of the real server in a real browser.</summary>
public sealed class DashboardPageTests : IAsyncLifetime
{
    private const string Key = "correct-horse-battery";

    private readonly string _folder = Directory.CreateTempSubdirectory("orleansmicro-page-").FullName;
    private WebApplication _app = null!;
    private Uri _address = null!;

    public async Task InitializeAsync()
    {
        _app = SingleHost.Create(["--urls", "http://127.0.0.1:0", "--data", _folder, $"--Dashboard:OperatorKey={Key}"]);
        await _app.StartAsync();
        _address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [BrowserFact]
    public async Task The_dashboard_is_served_to_the_operator()
    {
        await using var browser = await Chromium.Start();
        await using var page = await browser.NewPage();
        await page.SetWindow(1200, 900);
        await page.SignIn("operator", Key);
        await page.Open(new Uri(_address, "/dashboard"));
        await page.Until("document.body.innerText.toLowerCase().includes('silo')", "the page shows something about silos");
        Assert.EndsWith("/dashboard/", (await page.Evaluate("location.pathname")).GetString(), StringComparison.Ordinal);
        await Screenshots.Save("single.png", await page.Screenshot());
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task The_reference_of_the_api_is_rendered()
    {
        await using var browser = await Chromium.Start();
        await using var page = await browser.NewPage();
        await page.SetWindow(1200, 900);
        await page.Open(new Uri(_address, "/docs"));
        await page.Until("document.querySelectorAll('main article').length > 20", "every operation has its article");
        await page.Until("document.querySelectorAll('nav a').length > 20", "every operation can be chosen");
        Assert.Contains("checkout", await page.TextOf("main"), StringComparison.OrdinalIgnoreCase);
        await Screenshots.Save("api-docs.png", await page.Screenshot());
        Assert.Empty(page.Errors);
    }
}
