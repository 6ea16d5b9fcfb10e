using System.Collections.Immutable;
using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <summary>Which events a webhook gets.</summary>
public static class WebhookFilterRules
{
    /// <summary>Refuses a type that no event has, because it is mistyped.</summary>
    public static Refusal? Check(ImmutableArray<string> types, string field) => types.Length > Limits.MaxEventFilters
        ? Refusal.Invalid(field, $"must have at most {Limits.MaxEventFilters} entries.")
        : types.Select(type => EventFilter.CheckType(type, field)).FirstOrDefault(static refusal => refusal is not null);

    /// <summary>Whether a webhook gets an event. One of a seller gets no event without that seller.</summary>
    public static bool Matches(ImmutableArray<string> types, string? sellerId, MarketEvent happened) =>
        (sellerId is null || string.Equals(happened.SellerId, sellerId, StringComparison.Ordinal)) && new EventFilter(types).Matches(happened);
}
