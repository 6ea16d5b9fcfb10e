namespace OrleansMicro.Webhooks;

/// <summary>The rules of the list of webhooks.</summary>
public static class WebhookIndexRules
{
    /// <summary>See <see cref="IWebhookIndexGrain.Add"/>.</summary>
    public static (WebhookIndexState State, bool IsAdded) Add(WebhookIndexState state, string webhookId, string? sellerId, DateTimeOffset now)
    {
        if (state.Items.Any(item => item.WebhookId == webhookId))
            return (state, true);
        if (state.Items.Length >= Limits.MaxWebhooks)
            return (state, false);
        var number = state.Last + 1;
        return (new WebhookIndexState { Last = number, Items = state.Items.Add(new WebhookEntry(number, webhookId, sellerId, now)) }, true);
    }

    /// <summary>See <see cref="IWebhookIndexGrain.Remove"/>.</summary>
    public static WebhookIndexState Remove(WebhookIndexState state, string webhookId) =>
        state.Items.FirstOrDefault(item => item.WebhookId == webhookId) is { } found
            ? state with { Items = state.Items.Remove(found) }
            : state;

    /// <summary>See <see cref="IWebhookIndexGrain.List"/>.</summary>
    public static Page<string> List(WebhookIndexState state, long? cursor, int limit, string? sellerId)
    {
        var rest = state.Items.Where(item => item.Number > (cursor ?? 0) && (sellerId is null || item.SellerId == sellerId))
            .Take(limit + 1).ToArray();
        return new Page<string>([.. rest.Take(limit).Select(static item => item.WebhookId)], rest.Length > limit ? rest[limit - 1].Number : null);
    }
}
