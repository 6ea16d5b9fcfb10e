using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansMicro.Silo.Webhooks;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Tests.Webhooks;

/// <summary>Deliveries over real HTTP to a receiver that answers by script.</summary>
public sealed class HttpWebhookSenderTests : IAsyncLifetime
{
    private const string Public = "93.184.216.34";
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero));
    private readonly FakeResolver _names = new();
    private ScriptedReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await ScriptedReceiver.Start();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task A_success_has_the_head_of_the_response()
    {
        Answer(200, "thanks", ("X-Kind", "r1"), ("Set-Cookie", "secret=1"));

        var answer = await Send("127.0.0.1");

        Assert.Equal((200, "thanks", null), (answer.Status, answer.Body, answer.Error));
        Assert.Contains(new WebhookHeader("X-Kind", "r1"), answer.Headers);
        Assert.DoesNotContain(answer.Headers, static header => header.Name == "Set-Cookie");
        var request = Assert.Single(_receiver.Requests);
        Assert.Equal("""{"id":"1"}""", request.Body);
        Assert.Equal("application/cloudevents+json; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal("e/1", request.Headers["webhook-id"]);
        Assert.False(request.Headers.ContainsKey("traceparent"));
    }

    [Theory]
    [InlineData(500, DeliveryOutcome.Failed)]
    [InlineData(404, DeliveryOutcome.Failed)]
    [InlineData(410, DeliveryOutcome.Gone)]
    public async Task An_error_is_judged_by_its_status(int status, DeliveryOutcome outcome)
    {
        Answer(status);

        Assert.Equal(outcome, RetryRules.Judge(await Send("127.0.0.1")));
    }

    [Fact]
    public async Task A_redirect_is_a_failure_and_not_followed()
    {
        Answer(301, "", ("Location", $"http://127.0.0.1:{_receiver.Address.Port}/private"));

        var answer = await Send("127.0.0.1");

        Assert.Equal((301, DeliveryOutcome.Failed), (answer.Status, RetryRules.Judge(answer)));
        Assert.Equal("/hooks", Assert.Single(_receiver.Requests).Path);
    }

    [Theory]
    [InlineData("2", 2)]
    [InlineData("Mon, 30 Nov 2026 12:00:30 GMT", 30)]
    public async Task Retry_after_is_read_as_seconds_or_time(string header, int seconds)
    {
        Answer(429, "", ("Retry-After", header));

        Assert.Equal(TimeSpan.FromSeconds(seconds), (await Send("127.0.0.1")).RetryAfter);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_answer_times_out()
    {
        var reached = new TaskCompletionSource();
        _receiver.Script = http =>
        {
            reached.SetResult();
            return Task.Delay(Timeout.Infinite, http.RequestAborted);
        };

        var sending = Send("127.0.0.1");
        await reached.Task;
        _clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal((null, "The endpoint did not answer within 15 s."), ((await sending).Status, (await sending).Error));
    }

    [Fact]
    public async Task An_endpoint_that_answers_in_drips_times_out()
    {
        var dripping = new TaskCompletionSource();
        _receiver.Script = async http =>
        {
            await http.Response.WriteAsync("o");
            await http.Response.Body.FlushAsync();
            dripping.SetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };

        var sending = Send("127.0.0.1");
        await dripping.Task;
        _clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(DeliveryOutcome.Failed, RetryRules.Judge(await sending));
    }

    [Fact]
    public async Task A_long_response_is_cut()
    {
        Answer(200, new string('x', 5_000_000));

        Assert.Equal(1_024, (await Send("127.0.0.1")).Body!.Length);
    }

    [Fact]
    public async Task A_name_that_changes_to_127_0_0_1_is_refused()
    {
        _names.Addresses = [IPAddress.Parse(Public)];
        using var sender = Sender();
        var url = new Uri($"http://hook.example:{_receiver.Address.Port}/hooks");
        Assert.Null(await sender.Check(url));

        _names.Addresses = [IPAddress.Loopback];
        var answer = await sender.Send(Message(url));

        Assert.Null(answer.Status);
        Assert.Equal("The endpoint has an address that is not public, so nothing was sent.", answer.Error);
        Assert.Empty(_receiver.Requests);
        Assert.NotNull(await sender.Check(url));
    }

    [Fact]
    public async Task One_address_that_is_not_public_is_enough_to_refuse()
    {
        _names.Addresses = [IPAddress.Parse(Public), IPAddress.Parse("::ffff:127.0.0.1")];
        using var sender = Sender();

        Assert.Null((await sender.Send(Message(new($"http://hook.example:{_receiver.Address.Port}/hooks")))).Status);
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task An_address_that_is_checked_is_not_looked_up_again()
    {
        _names.Addresses = [IPAddress.Loopback];
        _names.Then = [IPAddress.Parse(Public)];
        using var sender = Sender("127.0.0.0/8");

        var answer = await sender.Send(Message(new($"http://hook.example:{_receiver.Address.Port}/hooks")));

        Assert.Equal((204, 1), (answer.Status, _names.Lookups));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1/32")]
    [InlineData("127.0.0.0/8")]
    public async Task An_allowed_host_is_reached(string allowed)
    {
        using var sender = Sender(allowed);

        Assert.Equal(204, (await sender.Send(Message(_receiver.Address))).Status);
        Assert.True(sender.IsAllowedHost("127.0.0.1"));
        Assert.False(sender.IsAllowedHost("10.0.0.1"));
    }

    [Fact]
    public async Task Without_permission_127_0_0_1_is_refused()
    {
        using var sender = Sender("other.example");

        Assert.Null((await sender.Send(Message(_receiver.Address))).Status);
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task A_name_without_address_fails()
    {
        _names.Addresses = [];
        using var sender = Sender();

        Assert.Equal("The name of the endpoint has no address.", (await sender.Send(Message(new("http://hook.example/hooks")))).Error);
    }

    [Fact]
    public async Task A_closed_port_fails()
    {
        var address = _receiver.Address;
        await _receiver.DisposeAsync();
        using var sender = Sender("127.0.0.1");

        Assert.Equal("The endpoint could not be connected to.", (await sender.Send(Message(address))).Error);
    }

    private async Task<WebhookAnswer> Send(params string[] allowed)
    {
        using var sender = Sender(allowed);
        return await sender.Send(Message(new Uri(_receiver.Address, "/hooks")));
    }

    private HttpWebhookSender Sender(params string[] allowed)
    {
        var options = new WebhookOptions { AllowedHosts = allowed };
        var hosts = new AllowedHosts(Options.Create(options));
        return new HttpWebhookSender(new WebhookConnector(_names, hosts), hosts, _clock, Options.Create(options));
    }

    private static WebhookMessage Message(Uri url) =>
        new(url, "application/cloudevents+json", [new("webhook-id", "e/1")], Encoding.UTF8.GetBytes("""{"id":"1"}"""));

    private void Answer(int status, string body = "", params (string Name, string Value)[] headers) => _receiver.Script = async http =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
            http.Response.Headers[name] = value;
        if (body.Length > 0)
            await http.Response.WriteAsync(body);
    };

    private sealed class FakeResolver : IWebhookResolver
    {
        public IPAddress[] Addresses { get; set; } = [];

        /// <summary>The addresses after the first lookup, if they are others.</summary>
        public IPAddress[]? Then { get; set; }

        public int Lookups { get; private set; }

        public Task<IPAddress[]> Resolve(string host, CancellationToken cancellation)
        {
            var found = Addresses;
            (Addresses, Lookups) = (Then ?? Addresses, Lookups + 1);
            return Task.FromResult(found);
        }
    }
}
