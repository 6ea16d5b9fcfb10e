using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>The rules of dead letters.</summary>
public static class DeadLetterRules
{
    /// <summary>Adds an event. One that is a dead letter already stays one.</summary>
    public static DeadLetterState Add(DeadLetterState state, MarketEvent happened, int attempts, DateTimeOffset at, string? error)
    {
        if (IndexOf(state, happened.Subject, happened.Sequence) is >= 0 and var known)
        {
            var item = state.Items[known];
            return state with { Items = state.Items.SetItem(known, item with { Attempts = item.Attempts + attempts, At = at, Error = error }) };
        }

        var items = state.Items.RemoveRange(0, Math.Max(0, state.Items.Length - DeadLetterState.Max + 1));
        return new DeadLetterState
        {
            Last = state.Last + 1,
            Items = items.Add(new StoredDeadLetter(state.Last + 1, happened, attempts, at, error)),
        };
    }

    /// <summary>Takes an event out that was delivered after all.</summary>
    public static DeadLetterState Remove(DeadLetterState state, string subject, long sequence) =>
        IndexOf(state, subject, sequence) is >= 0 and var known ? state with { Items = state.Items.RemoveAt(known) } : state;

    /// <summary>Marks those that are sent again.</summary>
    public static DeadLetterState Resend(DeadLetterState state, ResendEvents command) => state.Items.Any(item => IsNew(item, command))
        ? state with { Items = [.. state.Items.Select(item => IsNew(item, command) ? item with { Resending = true } : item)] }
        : state;

    /// <summary>One that failed once more. It stays.</summary>
    public static DeadLetterState Failed(DeadLetterState state, string subject, long sequence, DateTimeOffset at, string? error)
    {
        if (IndexOf(state, subject, sequence) is not (>= 0 and var known))
            return state;
        var item = state.Items[known];
        return state with
        {
            Items = state.Items.SetItem(known, item with { Attempts = item.Attempts + 1, At = at, Error = error, Resending = false }),
        };
    }

    /// <summary>A part of the list.</summary>
    public static Page<DeadLetter> List(DeadLetterState state, long? cursor, int limit)
    {
        var rest = state.Items.Where(item => item.Number > (cursor ?? 0)).Take(limit + 1).ToArray();
        return new Page<DeadLetter>([.. rest.Take(limit).Select(Show)], rest.Length > limit ? rest[limit - 1].Number : null);
    }

    /// <summary>Whether an event is one that a command names.</summary>
    public static bool Matches(ResendEvents command, MarketEvent happened) =>
        (command.Subject is null || command.Subject == happened.Subject)
        && (command.FromSequence is null || happened.Sequence >= command.FromSequence)
        && (command.ToSequence is null || happened.Sequence <= command.ToSequence)
        && (command.From is null || happened.Time >= command.From)
        && (command.Until is null || happened.Time < command.Until);

    private static bool IsNew(StoredDeadLetter item, ResendEvents command) => !item.Resending && Matches(command, item.Event);

    private static DeadLetter Show(StoredDeadLetter item) => new(
        item.Number, item.Event.Id, item.Event.Type, item.Event.Subject, item.Event.Sequence, item.Event.Time, item.Attempts, item.At, item.Error,
        item.Resending);

    private static int IndexOf(DeadLetterState state, string subject, long sequence)
    {
        for (var i = 0; i < state.Items.Length; i++)
        {
            if (state.Items[i].Event.Sequence == sequence && state.Items[i].Event.Subject == subject)
                return i;
        }

        return -1;
    }
}
