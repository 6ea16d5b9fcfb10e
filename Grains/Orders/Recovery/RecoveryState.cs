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
