using OrleansMicro.Webhooks;

namespace OrleansMicro.Tests.Webhooks;

/// <summary>When the circuit of an endpoint opens and closes.</summary>
public sealed class CircuitRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(99, 0, CircuitMode.Closed)]
    [InlineData(100, 0, CircuitMode.Open)]
    [InlineData(100, 186, CircuitMode.Closed)]
    [InlineData(101, 186, CircuitMode.Open)]
    public void It_opens_at_100_failures_and_35_percent(int failures, int successes, CircuitMode mode)
    {
        var circuit = Repeat(Circuit.New, DeliveryOutcome.Delivered, successes, Noon);

        Assert.Equal(mode, Repeat(circuit, DeliveryOutcome.Failed, failures, Noon).Mode);
    }

    [Fact]
    public void Failures_count_for_five_minutes()
    {
        var circuit = Repeat(Circuit.New, DeliveryOutcome.Failed, 99, Noon);

        Assert.Equal(CircuitMode.Closed, Repeat(circuit, DeliveryOutcome.Failed, 1, Noon + CircuitRules.Window).Mode);
        Assert.Equal(CircuitMode.Open, Repeat(circuit, DeliveryOutcome.Failed, 1, Noon + CircuitRules.Window - TimeSpan.FromSeconds(1)).Mode);
    }

    [Fact]
    public void An_open_circuit_has_no_room_until_it_probes()
    {
        var circuit = Repeat(Circuit.New, DeliveryOutcome.Failed, 100, Noon);

        Assert.Equal(0, CircuitRules.Room(circuit, 0, 16, Noon + CircuitRules.OpenFor - TimeSpan.FromSeconds(1)));
        Assert.Equal(0, CircuitRules.Room(circuit, 1, 16, Noon + CircuitRules.OpenFor));
        Assert.Equal(1, CircuitRules.Room(circuit, 0, 16, Noon + CircuitRules.OpenFor));
    }

    [Theory]
    [InlineData(DeliveryOutcome.Delivered, CircuitMode.Closed)]
    [InlineData(DeliveryOutcome.Failed, CircuitMode.Open)]
    [InlineData(DeliveryOutcome.Postponed, CircuitMode.Waiting)]
    public void The_probe_decides(DeliveryOutcome outcome, CircuitMode mode)
    {
        var circuit = CircuitRules.Begin(Repeat(Circuit.New, DeliveryOutcome.Failed, 100, Noon));
        Assert.Equal(CircuitMode.Probing, circuit.Mode);

        Assert.Equal(mode, CircuitRules.End(circuit, outcome, TimeSpan.FromSeconds(5), Noon).Mode);
    }

    [Fact]
    public void Late_answers_do_not_change_an_open_circuit()
    {
        var circuit = Repeat(Circuit.New, DeliveryOutcome.Failed, 100, Noon);

        Assert.Same(circuit, Repeat(circuit, DeliveryOutcome.Delivered, 3, Noon));
        Assert.Same(circuit, Repeat(circuit, DeliveryOutcome.Failed, 3, Noon));
    }

    [Theory]
    [InlineData(429, 2, DeliveryOutcome.Postponed)]
    [InlineData(503, 2, DeliveryOutcome.Postponed)]
    [InlineData(429, null, DeliveryOutcome.Failed)]
    [InlineData(500, 2, DeliveryOutcome.Failed)]
    [InlineData(204, null, DeliveryOutcome.Delivered)]
    [InlineData(301, null, DeliveryOutcome.Failed)]
    [InlineData(410, null, DeliveryOutcome.Gone)]
    [InlineData(null, null, DeliveryOutcome.Failed)]
    public void An_answer_is_judged(int? status, int? retryAfter, DeliveryOutcome outcome) => Assert.Equal(
        outcome,
        RetryRules.Judge(new WebhookAnswer(status, RetryAfter: retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null)));

    [Fact]
    public void Pauses_are_those_of_the_schedule_with_up_to_a_fifth_more()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), RetryRules.PauseAfter(1, 0));
        Assert.Equal(TimeSpan.FromSeconds(6), RetryRules.PauseAfter(1, 1));
        Assert.Equal(TimeSpan.FromHours(24), RetryRules.PauseAfter(9, 0));
        Assert.Null(RetryRules.PauseAfter(10, 0));
    }

    private static Circuit Repeat(Circuit circuit, DeliveryOutcome outcome, int times, DateTimeOffset now)
    {
        for (var i = 0; i < times; i++)
            circuit = CircuitRules.End(circuit, outcome, default, now);
        return circuit;
    }
}
