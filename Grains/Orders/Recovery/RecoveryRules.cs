using System.Collections.Immutable;

namespace OrleansMicro.Orders;

/// <summary>The orders in flight of one recovery grain, as they are stored.</summary>
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

/// <summary>The rules of a recovery grain's registrations.</summary>
public static class RecoveryRules
{
    /// <summary>Adds a registration. The same reference: it is there already.</summary>
    public static RecoveryState Register(RecoveryState state, string registration, DateTimeOffset now) =>
        IndexOf(state, registration) >= 0
            ? state
            : state with { Entries = state.Entries.Add(new RecoveryEntry(registration, now)) };

    /// <summary>
    /// Whether a registration may be added. One that is there already always may: its order goes on only after it is registered again.
    /// </summary>
    public static bool HasRoom(RecoveryState state, string registration, int most) =>
        state.Entries.Length < most || IsRegistered(state, registration);

    /// <summary>Whether a registration is there.</summary>
    public static bool IsRegistered(RecoveryState state, string registration) => IndexOf(state, registration) >= 0;

    /// <summary>Whether an order has any registration.</summary>
    public static bool HasAny(RecoveryState state, string orderId) =>
        state.Entries.Any(entry => OrderRegistration.ParseOrderId(entry.Registration) == orderId);

    /// <summary>Removes a registration. The same reference: it is not there.</summary>
    public static RecoveryState Unregister(RecoveryState state, string registration)
    {
        var index = IndexOf(state, registration);
        return index < 0 ? state : state with { Entries = state.Entries.RemoveAt(index) };
    }

    /// <summary>The registrations up to a time, oldest first, and those from a clock that was ahead.</summary>
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
/// The keys of registrations: an order's id, or <c>{orderId}:{name}</c> for a later operation of an order. A late removal of the one cannot remove
/// the other.
/// </summary>
public static class OrderRegistration
{
    private const char Separator = ':';

    /// <summary>The registration of an order's operation.</summary>
    public static string Create(string orderId, string undertaking) => $"{orderId}{Separator}{undertaking}";

    /// <summary>The order of a registration.</summary>
    public static string ParseOrderId(string registration)
    {
        var end = registration.IndexOf(Separator, StringComparison.Ordinal);
        return end < 0 ? registration : registration[..end];
    }
}
