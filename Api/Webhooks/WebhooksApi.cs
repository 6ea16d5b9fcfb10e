namespace OrleansMicro.Webhooks;

/// <summary>Endpoints of webhooks: their settings.</summary>
internal static class WebhooksApi
{
    private const string CreateExample =
        """{"url":"https://shop.example/hooks","description":"warehouse","types":["order.*","package.*"],"sellerId":"blue-owl"}""";

    private const string PutExample = """{"url":"https://shop.example/hooks","description":"warehouse","types":["order.paid.v1"]}""";

    public static void MapWebhooksApi(this IEndpointRouteBuilder v1)
    {
        var all = v1.MapGroup("/webhooks").WithTags(Tags.Webhooks);
        all.MapPost("", CreateAsync).WithName("createWebhook").WithSummary("Create a webhook")
            .WithDescription(
                "Events from now on are sent to its URL as CloudEvents, signed as Standard Webhooks describes. Only this response and that of "
                + "`rotateWebhookSecret` have the secret. A repeat with the same key gives the same webhook.")
            .WithExample(CreateExample).WithResponse<NewWebhook>(201, "Created.", HeaderNames.ETag, HeaderNames.Location).WithProblems(422);
        all.MapGet("", ListAsync).WithName("listWebhooks").WithSummary("List webhooks, oldest first")
            .WithResponse<PageResponse<Webhook>>(200, "A part of the list.");
        var one = all.MapGroup("/{webhookId}");
        one.MapGet("", GetAsync).WithName("getWebhook").WithSummary("Get a webhook")
            .WithResponse<Webhook>(200, "The webhook, without its secret.", HeaderNames.ETag).WithProblems(404);
        one.MapPut("", ChangeAsync).WithName("putWebhook").WithSummary("Change the URL, description and types of a webhook")
            .WithDescription("Its seller stays. Events that wait are sent to the new URL.")
            .WithExample(PutExample).WithResponse<Webhook>(200, "Changed.", HeaderNames.ETag).WithProblems(404, 422);
        one.MapDelete("", DeleteAsync).WithName("deleteWebhook").WithSummary("Delete a webhook")
            .WithDescription("Events that wait are not sent. Repeating the request changes nothing.")
            .WithResponse<WebhookDeleted>(200, "Deleted.").WithProblems(404);
        one.MapWebhookDeliveries();
    }

    private static async Task<IResult> CreateAsync(
        IdempotencyKey key, CreateWebhookRequest body, Caller caller, WebhookService webhooks, CancellationToken cancellation)
    {
        // The same caller and key always give the same webhook, so a repeat creates no second one.
        var webhookId = OperationId.From("webhook", $"{caller.Kind}", caller.Id, key.Value);
        var created = await webhooks.CreateAsync(webhookId, body.ToCommand(key), caller, cancellation);
        return !created.Accepted ? ApiResults.Refused(created.Refusal) : new ApiResult<NewWebhook>(created.Value)
        {
            ETag = TagOf(created.Value.Webhook),
            Status = StatusCodes.Status201Created,
            Location = "/v1/webhooks/" + webhookId,
        };
    }

    private static async Task<IResult> ListAsync(
        Page page, WebhookSeller seller, Cursors cursors, Caller caller, WebhookService webhooks, CancellationToken cancellation)
    {
        var list = $"webhooks/{seller.Value}";
        var result = await webhooks.ListAsync(cursors.Read(page.Cursor, list), page.Limit, seller.Value, caller, cancellation);
        return ApiResults.Page(result, cursors, list);
    }

    private static async Task<IResult> GetAsync(WebhookId webhookId, Caller caller, WebhookService webhooks, CancellationToken cancellation) =>
        ApiResults.Tagged(await webhooks.GetAsync(webhookId, caller, cancellation), TagOf);

    private static async Task<IResult> ChangeAsync(
        WebhookId webhookId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, PutWebhookRequest body, Caller caller, WebhookService webhooks,
        CancellationToken cancellation) => ApiResults.Tagged(
            await webhooks.ChangeAsync(webhookId, body.ToCommand(Versions(ifMatch, ifNoneMatch)), caller, cancellation), TagOf);

    private static async Task<IResult> DeleteAsync(
        WebhookId webhookId, IfMatch ifMatch, IfNoneMatch ifNoneMatch, Caller caller, WebhookService webhooks, CancellationToken cancellation) =>
        ApiResults.Ok(await webhooks.DeleteAsync(webhookId, new(Versions(ifMatch, ifNoneMatch)), caller, cancellation));

    private static VersionCondition Versions(IfMatch ifMatch, IfNoneMatch ifNoneMatch) =>
        Preconditions.For(ifMatch, ifNoneMatch, TagVariant.Hash);

    /// <summary>The version does not count deliveries.</summary>
    public static EntityTag TagOf(Webhook webhook) =>
        EntityTag.For(webhook.Version, OperationId.From("webhook", $"{webhook.Health}", $"{webhook.EarlierSecretUntil}"));
}
