using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansMicro.Tests.EndToEnd.Telemetry;

/// <summary>The dashboard and the alert rules name only metrics and labels that a server sends.</summary>
[Collection(ProcessTests.Name)]
public sealed partial class DashboardTests
{
    [Fact]
    public async Task The_dashboard_and_the_alerts_name_what_servers_send()
    {
        var series = new PrometheusSeries(await Sent());
        var expressions = Panels().Concat(Alerts()).ToArray();

        Assert.True(expressions.Length > 25, $"{expressions.Length} expressions");
        Assert.Empty(expressions.SelectMany(expression => Wrong(expression.Code, expression.Legend, series)));
    }

    [Theory]
    [InlineData("sum(rate(orleansmicro_orders_finished_total[5m]))", "")]
    [InlineData("sum by (state) (rate(orleansmicro_orders_ended_total[5m]))", "")]
    [InlineData("orleansmicro_orders_ended_total{stat=~\"p.*\"}", "")]
    [InlineData("orleansmicro_orders_ended_total{status=\"payed\"}", "")]
    [InlineData("sum by (status) (orleansmicro_orders_ended_total)", "{{reason}}")]
    public void A_wrong_name_is_found(string expression, string legend)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = "paid" };
        var series = new PrometheusSeries([new OtlpMetric("orleansmicro.orders.ended", "{order}", OtlpMetricKind.Counter, [labels])]);

        Assert.Single(Wrong(expression, legend, series));
        Assert.Empty(Wrong("sum by (status) (rate(orleansmicro_orders_ended_total{status=\"paid\"}[$__rate_interval]))", "{{status}}", series));
    }

    private static IEnumerable<string> Wrong(string expression, string legend, PrometheusSeries series)
    {
        var query = PromQl.Parse(expression);
        if (query.Series.FirstOrDefault(name => !series.Has(name)) is { } unknown)
            return [$"{expression}: there is no {unknown}"];
        return
        [
            .. from label in query.Grouped
               where !query.Series.Any(name => series.HasLabel(name, label))
               select $"{expression}: there is no label {label}",
            .. from label in LegendLabel().Matches(legend).Select(static match => match.Groups[1].Value)
               where !query.Grouped.Contains(label)
               select $"{expression}: its result has no label {label}",
            .. from matcher in query.Matchers
               where !series.HasLabel(matcher.Series, matcher.Label)
                   || (matcher.Value is { } value && !series.HasValue(matcher.Series, matcher.Label, value))
               select $"{expression}: there is no {matcher.Label}=\"{matcher.Value}\"",
        ];
    }

    // Everything that the dashboard shows and that the alerts compare: orders that are paid and rejected, a provider that does not answer.
    private static async Task<IEnumerable<OtlpMetric>> Sent()
    {
        using var folder = new TempFolder();
        await using var receiver = await OtlpReceiver.Start();
        await using var server = await ServerProcess.Start(folder.Path, [], receiver.Environment);
        using var shop = new ShopClient(server.Url);
        await shop.Buy();
        await shop.Buy(method: "tok_timeout");
        await shop.Buy(method: "tok_decline", status: "rejected");
        (await shop.Checkout(TracedPurchase.Customer, "", method: "tok_ok")).MustBe(400);
        Assert.Equal(0, await server.Terminate());
        return receiver.Metrics;
    }

    private static IEnumerable<(string Code, string Legend)> Panels()
    {
        using var dashboard = JsonDocument.Parse(Read("dashboard.json"));
        return
        [
            .. from panel in dashboard.RootElement.GetProperty("panels").EnumerateArray()
               where panel.GetProperty("type").GetString() != "row"
               from target in panel.GetProperty("targets").EnumerateArray()
               select (target.GetProperty("expr").GetString()!, target.GetProperty("legendFormat").GetString()!),
        ];
    }

    // An expression is on one line, or on the lines below that are further in.
    private static IEnumerable<(string Code, string Legend)> Alerts() =>
        from Match rule in Rule().Matches(Read("alerts.yml"))
        select (rule.Groups["expression"].Value, "");

    private static string Read(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "deploy", file));

    [GeneratedRegex(@"^ +expr: (>-\n)?(?<expression>.*?)\n +for:", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex LegendLabel();
}
