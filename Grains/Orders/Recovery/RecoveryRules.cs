using System.Collections.Immutable;

namespace OrleansMicro.Orders;

/// <summary>The orders that are in flight, as far as one recovery grain knows.</summary>
[GenerateSerializer, Alias("om.recovery.state")]
public sealed record RecoveryState
{
    /// <summary>Oldest first.</summary>
    [Id(0)]
    public ImmutableArray<RecoveryEntry> Entries { get; init => field = value.OrEmpty(); } = [];
}

/// <summary>An order in flight.</summary>
/// <param name="Registration">See <see cref="OrderRegistration"/>.</param>
/// <param name="At">When it was registered.</param>
[GenerateSerializer, Alias("om.recovery.state.entry")]
public sealed record RecoveryEntry([property: Id(0)] string Registration, [property: Id(1)] DateTimeOffset At);

/// <summary>What a recovery grain remembers.</summary>
public static class RecoveryRules
{
    /// <summary>Remembers a registration. The same reference when it is remembered already.</summary>
    public static RecoveryState Register(RecoveryState state, string registration, DateTimeOffset now) =>
        IndexOf(state, registration) >= 0
            ? state
            : state with { Entries = state.Entries.Add(new RecoveryEntry(registration, now)) };

    /// <summary>
    /// Whether a registration may be made. One that is remembered always may: its order goes on only after it, and gives up its place when it has ended.
    /// </summary>
    public static bool HasRoom(RecoveryState state, string registration, int most) => state.Entries.Length < most || IsRegistered(state, registration);

    /// <summary>Whether a registration is remembered.</summary>
    public static bool IsRegistered(RecoveryState state, string registration) => IndexOf(state, registration) >= 0;

    /// <summary>Forgets a registration. The same reference when it is not remembered.</summary>
    public static RecoveryState Unregister(RecoveryState state, string registration)
    {
        var index = IndexOf(state, registration);
        return index < 0 ? state : state with { Entries = state.Entries.RemoveAt(index) };
    }

    /// <summary>The registrations made before a moment, oldest first, and those that a clock which was ahead made in the future.</summary>
    public static string[] Due(RecoveryState state, DateTimeOffset before, DateTimeOffset now)
    {
        var due = new List<string>();
        foreach (var entry in state.Entries)
        {
            if (entry.At <= before || entry.At > now)
                due.Add(entry.Registration);
        }

        return [.. due];
    }

    private static int IndexOf(RecoveryState state, string registration)
    {
        for (var i = 0; i < state.Entries.Length; i++)
        {
            if (state.Entries[i].Registration == registration)
                return i;
        }

        return -1;
    }
}

/// <summary>
/// What stands in a recovery grain: an order, or one of its later undertakings by a name of its own (<c>{orderId}:{name}</c>), so that the
/// completion of the one that arrives late cannot end the other.
/// </summary>
public static class OrderRegistration
{
    private const char Separator = ':';

    /// <summary>The registration of an undertaking of an order.</summary>
    public static string Create(string orderId, string undertaking) => $"{orderId}{Separator}{undertaking}";

    /// <summary>The order of a registration.</summary>
    public static string ParseOrderId(string registration)
    {
        var end = registration.IndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? registration : registration[..end];
    }
}
