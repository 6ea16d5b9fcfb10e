namespace OrleansMicro.Events;

/// <summary>How the events of a kind of aggregate follow from the changes of its row.</summary>
/// <param name="Get">Takes the outbox out of a row.</param>
/// <param name="Set">Puts an outbox into a row.</param>
/// <param name="Between">The events of a change, from the row before and after it.</param>
/// <param name="Describe">An event as others see it, from the row that it is in.</param>
internal sealed record EventRules<TState>(
    Func<TState, Outbox> Get,
    Func<TState, Outbox, TState> Set,
    Func<TState, TState, NewEvent[]> Between,
    Func<TState, PendingEvent, MarketEvent> Describe)
    where TState : class
{
    /// <summary>
    /// Whether the aggregate announces the events of a change at an index before the change is written. Not if somebody else sees to it that they
    /// reach their log.
    /// </summary>
    public Func<TState, TState, bool> IsAnnounced { get; init; } = static (_, _) => true;

    /// <summary>Whether every event of the aggregate is announced, so that those of an aggregate without an announcement are in their log.</summary>
    public bool AnnouncesAll { get; init; } = true;

    /// <summary>Whether events are handed over as soon as they are written. If not, somebody asks for it.</summary>
    public bool HandsOverAtOnce { get; init; } = true;
}
