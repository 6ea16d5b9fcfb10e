using OrleansMicro.Tests.Common;
using OrleansMicro.Tests.Common.Browser;
using OrleansMicro.Tests.Orders;

namespace OrleansMicro.Tests.Engine.Internals.Dashboard;

/// <summary>The built-in engine's page in a real browser, over three silos that sell.</summary>
public sealed class DashboardBrowserTests
{
    [BrowserFact]
    public async Task Shows_the_silos_moves_without_reload_and_shows_a_killed_silo_as_dead()
    {
        await using var cluster = await DashboardCluster.Start(3);
        using var stop = new CancellationTokenSource();
        var load = Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Sell(cluster.Get<IGrainFactory>("silo-1"), worker, stop.Token)));
        await using var browser = await Chromium.Start();
        await using var page = await browser.NewPage();
        await page.SetWindow(1200, 640);
        await page.Open(cluster.PageOf("silo-1"));

        await page.Until("document.querySelectorAll('#silos tbody tr').length === 3", "three silos are shown");
        await page.Until("document.getElementById('health').className === 'level-ok'", $"the cluster is shown as healthy; it says {await page.TextOf("#summary")}");
        Assert.Contains("All 3 silos healthy", await page.TextOf("#summary"), StringComparison.Ordinal);

        // The figures move by themselves while the same document stays.
        await page.Evaluate("window.sameDocument = true");
        var before = await CallsOf(page, "PutLine");
        await Eventually.Holds(async () => await CallsOf(page, "PutLine") > before, "the number of calls grows");
        Assert.True((await page.Evaluate("window.sameDocument === true")).GetBoolean());
        await page.Until("document.querySelectorAll('#charts polyline[points*=\" \"]').length === 12", "four charts have a line for each silo");

        await cluster.Kill("silo-3");
        await page.Until("document.querySelector('#silos td.state-dead')", "the killed silo is shown as dead");
        Assert.Matches("silo-3 is dead since [0-9:]{8} UTC", await page.TextOf("#summary"));
        Assert.Equal("level-bad", (await page.Evaluate("document.getElementById('health').className")).GetString());

        await Screenshots.Save("dashboard-dead.png", await page.Screenshot(), isDocumentation: true);

        await stop.CancelAsync();
        await load;
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Can_be_read_sorted_and_filtered_wide_and_narrow_light_and_dark()
    {
        await using var cluster = await DashboardCluster.Start(3);
        using var stop = new CancellationTokenSource();
        var grains = cluster.Get<IGrainFactory>("silo-1");
        var load = Task.WhenAll(Enumerable.Range(0, 3).Select(worker => Sell(grains, worker, stop.Token)).Append(Fail(grains, stop.Token)));
        await using var browser = await Chromium.Start();
        await using var page = await browser.NewPage();
        await page.SetWindow(1200, 1150);
        await page.Open(cluster.PageOf("silo-1"));

        // A picture for the documentation is to have full charts.
        int[] lengths = Screenshots.AreForDocumentation ? [25, 50, 75, 95] : [10];
        foreach (var length in lengths)
            await page.Until($"document.querySelector('#charts polyline')?.points.numberOfItems >= {length}", $"the charts go back {length} s");
        await page.Until("document.querySelectorAll('#errors tbody tr').length === 1", "the failing method is shown");
        Assert.Contains("This always fails.", await page.TextOf("#errors"), StringComparison.Ordinal);
        await page.Evaluate("document.getElementById('reminders-first').click()");
        await page.Until("document.querySelectorAll('#reminders tbody tr').length > 0", "the reminders of order recovery are shown");
        await Screenshots.Save("dashboard.png", await page.Screenshot(), isDocumentation: true);

        await page.Evaluate("[...document.querySelectorAll('#methods thead button')].find(b => b.textContent === 'Method').click()");
        await page.Until(
            "(names => names.join() === [...names].sort((a, b) => a.localeCompare(b)).join())([...document.querySelectorAll('#methods tbody tr')].map(r => r.cells[1].textContent))",
            "methods are sorted by name");
        await page.Evaluate("(f => { f.value = 'fail'; f.dispatchEvent(new Event('input')); })(document.getElementById('filter'))");
        await page.Until("document.querySelectorAll('#methods tbody tr').length === 1", "only the method that was asked for is shown");

        await page.SetWindow(390, 844, dark: true);
        await page.Until("document.documentElement.scrollWidth <= window.innerWidth", "a phone need not be scrolled sideways");
        await Screenshots.Save("dashboard-phone.png", await page.Screenshot());
        await stop.CancelAsync();
        await load;
        Assert.Empty(page.Errors);
    }

    [BrowserFact]
    public async Task Says_so_when_the_server_does_not_answer_any_more()
    {
        await using var cluster = await DashboardCluster.Start(1);
        await using var browser = await Chromium.Start();
        await using var page = await browser.NewPage();
        await page.Open(cluster.PageOf("silo-1"));
        await page.Until("document.getElementById('health').className === 'level-ok'", "the silo is shown as healthy");
        await cluster.Kill("silo-1");
        await page.Until("document.getElementById('summary').innerText.includes('does not answer')", "the page says that it has no news");
    }

    private static async Task<long> CallsOf(BrowserPage page, string method)
    {
        var calls = await page.Evaluate(
            $"[...document.querySelectorAll('#methods tbody tr')].filter(r => r.cells[1].textContent === '{method}').map(r => Number(r.cells[3].textContent.replaceAll(',', '')))[0] ?? 0");
        return calls.GetInt64();
    }

    // What a killed silo interrupts is not this test's subject.
    private static async Task Sell(IGrainFactory grains, int worker, CancellationToken stop)
    {
        for (var round = 0; !stop.IsCancellationRequested; round++)
        {
            try
            {
                var product = await grains.Stocked(units: 10);
                var customer = $"shown-{worker}-{round}";
                await grains.Put(customer, product);
                await grains.Bought(customer);
                await Task.Delay(20, CancellationToken.None);
            }
            catch (Exception e) when (e is OrleansException or TimeoutException)
            {
                await Task.Delay(100, CancellationToken.None);
            }
        }
    }

    private static async Task Fail(IGrainFactory grains, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => grains.GetGrain<IWorkGrain>(1).Fail(""));
            await Task.Delay(2_000, CancellationToken.None);
        }
    }
}
