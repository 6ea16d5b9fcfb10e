namespace OrleansMicro.Webhooks;

/// <summary>Endpoints of webhooks: their deliveries.</summary>
internal static class WebhookDeliveriesApi
{
    private const string ResendExample = """{"subject":"orders/8c1d9e3a47608b1c2d3e4f5061728394","fromSequence":2,"toSequence":4}""";

    public static void MapWebhookDeliveries(this IEndpointRouteBuilder one)
    {
        one.MapPost("/pause", PauseAsync).WithName("pauseWebhook").WithSummary("Pause a webhook")
            .WithDescription("Its events wait, and are kept until it is resumed or deleted. Repeating the request changes nothing.")
            .WithResponse<Webhook>(200, "Paused.", HeaderNames.ETag).WithProblems(404);
        one.MapPost("/resume", ResumeAsync).WithName("resumeWebhook").WithSummary("Resume a paused or disabled webhook")
            .WithResponse<Webhook>(200, "Active.", HeaderNames.ETag).WithProblems(404);
        one.MapPost("/rotate-secret", RotateAsync).WithName("rotateWebhookSecret").WithSummary("Make a new secret")
            .WithDescription("Deliveries have signatures of both secrets for 24 hours.")
            .WithResponse<NewWebhook>(200, "The new secret.", HeaderNames.ETag).WithProblems(404, 422, 429);
        one.MapPost("/test", TestAsync).WithName("testWebhook").WithSummary("Send a test event once")
            .WithDescription("`delivery` is null if the endpoint takes longer than the request. It is in the list of deliveries then.")
            .WithResponse<WebhookTest>(200, "The test event.").WithProblems(404);
        one.MapPost("/resend", ResendAsync).WithName("resendEvents").WithSummary("Send events once more")
            .WithDescription(
                "With `deadLetters` those that were given up, otherwise those of the log, that match all other fields. They keep their ids and "
                + "sequences.")
            .WithExample(ResendExample).WithResponse<Webhook>(200, "They are being sent.", HeaderNames.ETag).WithProblems(404, 422, 429);
        one.MapGet("/deliveries", ListDeliveriesAsync).WithName("listWebhookDeliveries").WithSummary("List the latest deliveries, newest first")
            .WithResponse<PageResponse<WebhookDelivery>>(200, "A part of the list.").WithProblems(404);
        one.MapGet("/dead-letters", ListDeadLettersAsync).WithName("listDeadLetters").WithSummary("List the events that were given up, oldest first")
            .WithResponse<PageResponse<DeadLetter>>(200, "A part of the list.").WithProblems(404);
    }

    private static async Task<IResult> PauseAsync(WebhookId webhookId, Caller caller, WebhookService webhooks, CancellationToken cancellation) =>
        await SetPausedAsync(webhookId, true, caller, webhooks, cancellation);

    private static async Task<IResult> ResumeAsync(WebhookId webhookId, Caller caller, WebhookService webhooks, CancellationToken cancellation) =>
        await SetPausedAsync(webhookId, false, caller, webhooks, cancellation);

    private static async Task<IResult> SetPausedAsync(
        WebhookId webhookId, bool paused, Caller caller, WebhookService webhooks, CancellationToken cancellation) => ApiResults.Tagged(
            await webhooks.SetPausedAsync(webhookId, new(OperationId.Create(), paused), caller, cancellation), WebhooksApi.TagOf);

    private static async Task<IResult> RotateAsync(
        WebhookId webhookId, IdempotencyKey key, Caller caller, WebhookService webhooks, CancellationToken cancellation) => ApiResults.Tagged(
            await webhooks.RotateAsync(webhookId, new(key.ToOperationId("rotate")), caller, cancellation),
            static rotated => WebhooksApi.TagOf(rotated.Webhook));

    private static async Task<IResult> TestAsync(WebhookId webhookId, Caller caller, WebhookService webhooks, CancellationToken cancellation) =>
        ApiResults.Ok(await webhooks.TestAsync(webhookId, caller, cancellation));

    private static async Task<IResult> ResendAsync(
        WebhookId webhookId, IdempotencyKey key, ResendEventsRequest body, Caller caller, WebhookService webhooks, CancellationToken cancellation) =>
        ApiResults.Tagged(await webhooks.ResendAsync(webhookId, body.ToCommand(key), caller, cancellation), WebhooksApi.TagOf);

    private static async Task<IResult> ListDeliveriesAsync(
        WebhookId webhookId, Page page, Cursors cursors, Caller caller, WebhookService webhooks, CancellationToken cancellation)
    {
        var list = $"deliveries/{webhookId.Value}";
        var result = await webhooks.ListDeliveriesAsync(webhookId, cursors.Read(page.Cursor, list), page.Limit, caller, cancellation);
        return ApiResults.Page(result, cursors, list);
    }

    private static async Task<IResult> ListDeadLettersAsync(
        WebhookId webhookId, Page page, Cursors cursors, Caller caller, WebhookService webhooks, CancellationToken cancellation)
    {
        var list = $"dead-letters/{webhookId.Value}";
        var result = await webhooks.ListDeadLettersAsync(webhookId, cursors.Read(page.Cursor, list), page.Limit, caller, cancellation);
        return ApiResults.Page(result, cursors, list);
    }
}
