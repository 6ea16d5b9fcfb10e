using System.Collections.Immutable;

namespace OrleansMicro.Webhooks;

/// <summary>Whether an endpoint is sent events.</summary>
public enum CircuitMode
{
    /// <summary>It is.</summary>
    Closed,

    /// <summary>It fails too often. Nothing is sent for a while.</summary>
    Open,

    /// <summary>It asked for a pause. Nothing is sent for a while.</summary>
    Waiting,

    /// <summary>After <see cref="Open"/>, one event is sent. Its success closes the circuit.</summary>
    Probing,

    /// <summary>After <see cref="Waiting"/>, one event is sent. Its answer closes the circuit.</summary>
    Returning,
}

/// <summary>The circuit of an endpoint.</summary>
/// <param name="Mode">Whether it is sent events.</param>
/// <param name="Until">When the next event is sent, in <see cref="CircuitMode.Open"/> and <see cref="CircuitMode.Waiting"/>.</param>
/// <param name="Counts">Successes and failures of the last minutes, oldest first.</param>
public sealed record Circuit(CircuitMode Mode, DateTimeOffset Until, ImmutableArray<CircuitCount> Counts)
{
    /// <summary>A new one.</summary>
    public static Circuit New { get; } = new(CircuitMode.Closed, default, []);

    /// <summary>Until when nothing is sent; null: events are sent.</summary>
    public DateTimeOffset? PausedUntil => Mode is CircuitMode.Open or CircuitMode.Waiting ? Until : null;
}

/// <summary>How deliveries of a part of a minute ended.</summary>
/// <param name="Since">Its beginning.</param>
/// <param name="Successes">The successes.</param>
/// <param name="Failures">The failures.</param>
public readonly record struct CircuitCount(DateTimeOffset Since, int Successes, int Failures);

/// <summary>
/// The rules of the circuit: it opens when many deliveries fail within minutes, so that a dead endpoint costs one delivery per <see cref="OpenFor"/>,
/// and the events wait in the log.
/// </summary>
public static class CircuitRules
{
    /// <summary>How many failures open the circuit at least.</summary>
    public const int MinFailures = 100;

    /// <summary>Which share of failures opens the circuit at least.</summary>
    public const double MinShare = 0.35;

    /// <summary>Within which time failures are counted.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>How long it is open.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>How many more deliveries may begin.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="underWay">The deliveries that are under way.</param>
    /// <param name="most">The most that may be under way.</param>
    /// <param name="now">The time.</param>
    public static int Room(Circuit circuit, int underWay, int most, DateTimeOffset now) => circuit.Mode switch
    {
        CircuitMode.Closed => most - underWay,
        CircuitMode.Open or CircuitMode.Waiting when now < circuit.Until => 0,

        // An answer to an earlier delivery is not mistaken for that of the probe.
        _ => underWay == 0 ? 1 : 0,
    };

    /// <summary>The circuit when a delivery begins.</summary>
    public static Circuit Begin(Circuit circuit) => circuit.Mode switch
    {
        CircuitMode.Open => circuit with { Mode = CircuitMode.Probing },
        CircuitMode.Waiting => circuit with { Mode = CircuitMode.Returning },
        _ => circuit,
    };

    /// <summary>The circuit when a delivery has ended.</summary>
    /// <param name="circuit">The circuit.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="retryAfter">The pause that the endpoint asked for, bounded, if it did.</param>
    /// <param name="now">The time.</param>
    public static Circuit End(Circuit circuit, DeliveryOutcome outcome, TimeSpan retryAfter, DateTimeOffset now) => outcome switch
    {
        DeliveryOutcome.Postponed => circuit.Mode is CircuitMode.Open
            ? circuit
            : circuit with { Mode = CircuitMode.Waiting, Until = Later(circuit, now + retryAfter) },
        DeliveryOutcome.Delivered => circuit.Mode switch
        {
            CircuitMode.Closed => Count(circuit, now, 1, 0),
            CircuitMode.Probing or CircuitMode.Returning => Circuit.New,
            _ => circuit,
        },
        _ => circuit.Mode switch
        {
            CircuitMode.Closed => OpenIfTooMany(Count(circuit, now, 0, 1), now),
            CircuitMode.Returning => OpenIfTooMany(Count(circuit with { Mode = CircuitMode.Closed }, now, 0, 1), now),
            CircuitMode.Probing => Open(now),
            _ => circuit,
        },
    };

    /// <summary>The circuit of a webhook that was stored while nothing was sent.</summary>
    public static Circuit Restore(DateTimeOffset? pausedUntil) =>
        pausedUntil is { } until ? new Circuit(CircuitMode.Open, until, []) : Circuit.New;

    private static Circuit Open(DateTimeOffset now) => new(CircuitMode.Open, now + OpenFor, []);

    private static DateTimeOffset Later(Circuit circuit, DateTimeOffset until) =>
        circuit.Mode == CircuitMode.Waiting && circuit.Until > until ? circuit.Until : until;

    private static Circuit Count(Circuit circuit, DateTimeOffset now, int successes, int failures)
    {
        var counts = circuit.Counts.RemoveAll(count => count.Since <= now - Window);
        return circuit with
        {
            Counts = counts is [.., var last] && now < last.Since + Step
                ? counts.SetItem(counts.Length - 1, new(last.Since, last.Successes + successes, last.Failures + failures))
                : counts.Add(new(now, successes, failures)),
        };
    }

    private static Circuit OpenIfTooMany(Circuit circuit, DateTimeOffset now)
    {
        var failures = circuit.Counts.Sum(static count => count.Failures);
        var all = failures + circuit.Counts.Sum(static count => count.Successes);
        return failures >= MinFailures && failures >= MinShare * all ? Open(now) : circuit;
    }
}
