namespace OrleansMicro.Events;

/// <summary>A seller after a change.</summary>
/// <param name="SellerId">The seller.</param>
/// <param name="Version">The version of the profile.</param>
/// <param name="Name">The name.</param>
public sealed record SellerEventData(string SellerId, long Version, string Name);

/// <summary>A customer after a change. Events hold no personal data: read the profile.</summary>
/// <param name="CustomerId">The customer.</param>
/// <param name="Version">The version of the profile.</param>
public sealed record CustomerEventData(string CustomerId, long Version);

/// <summary>Events that the operator gave up.</summary>
/// <param name="Sink">The sink.</param>
/// <param name="Shard">The log.</param>
/// <param name="From">The position of the first of them.</param>
/// <param name="To">The position after the last of them.</param>
/// <param name="By">Who decided it.</param>
/// <param name="Reason">Why.</param>
public sealed record SinkEventData(string Sink, int Shard, long From, long To, string By, string? Reason);
