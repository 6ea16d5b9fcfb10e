namespace OrleansMicro.Webhooks;

/// <summary>Knows all webhooks. One grain, with the key <see cref="WebhookIndex.Key"/>.</summary>
[Alias("om.IWebhookIndexGrain")]
public interface IWebhookIndexGrain : IGrainWithStringKey
{
    /// <summary>Adds a webhook, durably, before it is written. A repeat changes nothing. False if there are <see
    /// cref="Limits.MaxWebhooks"/>.</summary>
    [Alias("Add")]
    Task<bool> Add(string webhookId, string? sellerId);

    /// <summary>Takes a webhook out, durably. A repeat changes nothing.</summary>
    [Alias("Remove")]
    Task Remove(string webhookId);

    /// <summary>Whether a webhook was added so long ago that it would have been written by now.</summary>
    [Alias("IsSettled")]
    Task<bool> IsSettled(string webhookId);

    /// <summary>Lists the ids in the order in which they were added.</summary>
    /// <param name="cursor"><see cref="Page{T}.Next"/> of the page before. Null: the first page.</param>
    /// <param name="limit">1 to <see cref="Limits.MaxWebhooks"/>.</param>
    /// <param name="sellerId">Only those of a seller; null: all.</param>
    /// <param name="caller">Who reads.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    [ReadOnly, Alias("List")]
    Task<Page<string>> List(long? cursor, int limit, string? sellerId, Caller caller, CancellationToken cancellation = default);
}

/// <summary>The key of <see cref="IWebhookIndexGrain"/>.</summary>
public static class WebhookIndex
{
    /// <summary>The only key.</summary>
    public const string Key = "all";
}
