namespace OrleansMicro.Webhooks;

/// <summary>What a client can do with webhooks.</summary>
internal sealed class WebhookService(GrainCalls grains)
{
    public Task<Result<NewWebhook>> CreateAsync(string webhookId, CreateWebhook command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(webhookId, (IWebhookGrain webhook) => webhook.Create(command, caller), cancellation);

    public async Task<Result<Webhook>> GetAsync(string webhookId, Caller caller, CancellationToken cancellation) =>
        await FindAsync(webhookId, caller, cancellation) is { } webhook ? webhook : NotFound(webhookId);

    public async Task<Result<Page<Webhook>>> ListAsync(
        long? cursor, int limit, string? sellerId, Caller caller, CancellationToken cancellation)
    {
        var page = await grains.CallAsync(
            WebhookIndex.Key, (IWebhookIndexGrain index) => index.List(cursor, limit, sellerId, caller, cancellation), cancellation);
        var webhooks = await Task.WhenAll(page.Items.Select(id => FindAsync(id, caller, cancellation)));
        return new Page<Webhook>([.. webhooks.OfType<Webhook>()], page.Next);
    }

    public Task<Result<Webhook>> ChangeAsync(string webhookId, ChangeWebhook command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(webhookId, (IWebhookGrain webhook) => webhook.Change(command, caller), cancellation);

    public Task<Result<Webhook>> SetPausedAsync(string webhookId, PauseWebhook command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(webhookId, (IWebhookGrain webhook) => webhook.SetPaused(command, caller), cancellation);

    public Task<Result<NewWebhook>> RotateAsync(string webhookId, RotateWebhookSecret command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(webhookId, (IWebhookGrain webhook) => webhook.RotateSecret(command, caller), cancellation);

    public Task<Result<WebhookDeleted>> DeleteAsync(string webhookId, DeleteWebhook command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(webhookId, (IWebhookGrain webhook) => webhook.Delete(command, caller), cancellation);

    public Task<Result<WebhookTest>> TestAsync(string webhookId, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(webhookId, (IWebhookGrain webhook) => webhook.SendTest(caller), cancellation);

    public Task<Result<Webhook>> ResendAsync(string webhookId, ResendEvents command, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(webhookId, (IWebhookGrain webhook) => webhook.Resend(command, caller), cancellation);

    public async Task<Result<Page<WebhookDelivery>>> ListDeliveriesAsync(
        string webhookId, long? cursor, int limit, Caller caller, CancellationToken cancellation)
    {
        var page = await grains.CallAsync(
            webhookId, (IWebhookGrain webhook) => webhook.ListDeliveries(cursor, limit, caller, cancellation), cancellation);
        return page is null ? NotFound(webhookId) : page;
    }

    public async Task<Result<Page<DeadLetter>>> ListDeadLettersAsync(
        string webhookId, long? cursor, int limit, Caller caller, CancellationToken cancellation)
    {
        var page = await grains.CallAsync(
            webhookId, (IWebhookGrain webhook) => webhook.ListDeadLetters(cursor, limit, caller, cancellation), cancellation);
        return page is null ? NotFound(webhookId) : page;
    }

    private Task<Webhook?> FindAsync(string webhookId, Caller caller, CancellationToken cancellation) =>
        grains.CallAsync(webhookId, (IWebhookGrain webhook) => webhook.Get(caller, cancellation), cancellation);

    private static Refusal NotFound(string webhookId) => new(RefusalCodes.NotFound, $"Webhook '{webhookId}' does not exist.", WebhookId.Name);
}
