namespace OrleansMicro.Webhooks;

/// <summary>
/// An endpoint of a consumer, to which events are sent. Key: the webhook's id. Each event is delivered at least once, and those of a subject in the
/// order of their sequence.
/// </summary>
[Alias("om.IWebhookGrain")]
public interface IWebhookGrain : IGrainWithStringKey
{
    /// <summary>
    /// Creates the webhook: it gets all events from now on. A repeat gives the same answer. Refused: <see cref="RefusalCodes.Invalid"/>, <see
    /// cref="RefusalCodes.Busy"/> if there are <see cref="Limits.MaxWebhooks"/> already.
    /// </summary>
    [Alias("Create")]
    Task<Result<NewWebhook>> Create(CreateWebhook command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Gets the webhook without its secrets. Null if there is none.</summary>
    [ReadOnly, Alias("Get")]
    Task<Webhook?> Get(Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Changes the endpoint and the filter. Refused: <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.Invalid"/>, <see
    /// cref="RefusalCodes.VersionMismatch"/>.
    /// </summary>
    [Alias("Change")]
    Task<Result<Webhook>> Change(ChangeWebhook command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Pauses or resumes. A paused webhook keeps its place: its events wait. A disabled one that is resumed goes on where it stopped, as far as its
    /// events are still in the log. Refused: <see cref="RefusalCodes.NotFound"/>.
    /// </summary>
    [Alias("SetPaused")]
    Task<Result<Webhook>> SetPaused(PauseWebhook command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Makes a new secret. The earlier one signs for another day. Refused: <see cref="RefusalCodes.NotFound"/>.</summary>
    [Alias("RotateSecret")]
    Task<Result<NewWebhook>> RotateSecret(RotateWebhookSecret command, Caller caller, CancellationToken cancellation = default);

    /// <summary>Deletes the webhook. Events that wait are not sent. A repeat changes nothing.</summary>
    [Alias("Delete")]
    Task<Result<WebhookDeleted>> Delete(DeleteWebhook command, Caller caller, CancellationToken cancellation = default);

    /// <summary>
    /// Sends a test event, once, also if the webhook is paused. Refused: <see cref="RefusalCodes.NotFound"/>, <see cref="RefusalCodes.Busy"/> while
    /// another one is under way.
    /// </summary>
    [Alias("SendTest")]
    Task<Result<WebhookTest>> SendTest(Caller caller, CancellationToken cancellation = default);

    /// <summary>Sends events once more, with the same ids and sequences. Refused: <see cref="RefusalCodes.NotFound"/>, <see
    /// cref="RefusalCodes.Invalid"/>, <see cref="RefusalCodes.Busy"/> if too many ranges are under way.</summary>
    [Alias("Resend")]
    Task<Result<Webhook>> Resend(ResendEvents command, Caller caller, CancellationToken cancellation = default);

    /// <summary>The latest deliveries, newest first. Null if there is no webhook.</summary>
    [ReadOnly, Alias("ListDeliveries")]
    Task<Page<WebhookDelivery>?> ListDeliveries(long? cursor, int limit, Caller caller, CancellationToken cancellation = default);

    /// <summary>The events that were given up, oldest first. Null if there is no webhook.</summary>
    [ReadOnly, Alias("ListDeadLetters")]
    Task<Page<DeadLetter>?> ListDeadLetters(long? cursor, int limit, Caller caller, CancellationToken cancellation = default);

    /// <summary>Starts delivering, unless it is under way. Called regularly, so that a crash delays deliveries and loses none.</summary>
    [Alias("Deliver")]
    Task Deliver();
}
