using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using OrleansMicro.Events;

namespace OrleansMicro.Webhooks;

/// <inheritdoc cref="IWebhookGrain"/>
[Immovable]
[Reentrant]
public sealed class WebhookGrain(
    [PersistentState("webhook")] IPersistentState<WebhookState> storage,
    [PersistentState("webhookdead")] IPersistentState<DeadLetterState> deadLetters,
    [PersistentState("webhooklog")] IPersistentState<DeliveryLogState> log,
    GrainStates states,
    WebhookRequests requests,
    IWebhookSender sender,
    IWebhookChance chance,
    TimeProvider clock,
    ILogger<WebhookGrain> logger) : Grain, IWebhookGrain
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromSeconds(1);

    private WebhookRows _rows = null!;
    private WebhookHolds _holds = null!;
    private WebhookDeliveries _deliveries = null!;
    private IGrainTimer? _timer;
    private Task<WebhookDelivery>? _test;

    private string WebhookId => this.GetPrimaryKeyString();

    private WebhookState State => _rows.Webhook.State;

    private Webhook View => WebhookRules.Show(State, WebhookId, _deliveries.Health, clock.GetUtcNow())!;

    private IWebhookIndexGrain Index => GrainFactory.GetGrain<IWebhookIndexGrain>(WebhookIndex.Key);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _rows = new WebhookRows(WebhookId, states.Grouped(storage), states.Grouped(deadLetters), new(states.Grouped(log), clock));
        _holds = new WebhookHolds(WebhookId, GrainFactory);
        _deliveries = new WebhookDeliveries(_rows, _holds, requests, chance, clock, DeactivateOnIdle, logger);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _deliveries.Flush();
        await _deliveries.Record();
        _deliveries.Stop();
    }

    /// <inheritdoc/>
    public async Task<Result<NewWebhook>> Create(CreateWebhook command, Caller caller, CancellationToken cancellation = default)
    {
        if (await Check(command.Settings) is { } invalid)
            return invalid;
        if (State.Version == 0 && !await Index.Add(WebhookId, command.SellerId))
            return new Refusal(RefusalCodes.Busy, $"There are {Limits.MaxWebhooks} webhooks already. Delete one that is not used.");
        ImmutableArray<LaneState> lanes = State.Version > 0 ? [] : [.. await _holds.Begin(caller)];
        var (secret, now) = (WebhookSignature.CreateSecret(chance), clock.GetUtcNow());
        var refusal = await Apply(state => WebhookRules.Create(state, command, caller, secret, lanes, now));
        if (refusal is not null)
            return refusal;
        await Deliver();
        return new Result<NewWebhook>(new NewWebhook(View, State.Secrets[0].Value), null) { Created = true };
    }

    /// <inheritdoc/>
    public async Task<Webhook?> Get(Caller caller, CancellationToken cancellation = default) =>
        (await _rows.Webhook.Read(cancellation)).Exists ? View : null;

    /// <inheritdoc/>
    public async Task<Result<Webhook>> Change(ChangeWebhook command, Caller caller, CancellationToken cancellation = default)
    {
        if (await Check(command.Settings) is { } invalid)
            return invalid;
        var before = State.Url;
        var refusal = await Apply(state => WebhookRules.Change(state, command, clock.GetUtcNow()));
        if (refusal is null && State.Url != before)
            _deliveries.Hurry();
        _deliveries.FollowStatus();
        return refusal is null ? View : refusal;
    }

    /// <inheritdoc/>
    public async Task<Result<Webhook>> SetPaused(PauseWebhook command, Caller caller, CancellationToken cancellation = default)
    {
        var before = State.Status;
        var refusal = await Apply(state => WebhookRules.SetPaused(state, command, clock.GetUtcNow()));
        if (refusal is not null)
            return refusal;
        await _deliveries.Start();
        if (State.Status == WebhookStatus.Active && before != WebhookStatus.Active)
            _deliveries.Hurry();
        await _deliveries.Flush(isForced: true);
        return View;
    }

    /// <inheritdoc/>
    public async Task<Result<NewWebhook>> RotateSecret(RotateWebhookSecret command, Caller caller, CancellationToken cancellation = default)
    {
        var secret = WebhookSignature.CreateSecret(chance);
        var refusal = await Apply(state => WebhookRules.Rotate(state, command, secret, clock.GetUtcNow()));
        return refusal is null ? new NewWebhook(View, State.Secrets[0].Value) : refusal;
    }

    /// <inheritdoc/>
    public async Task<Result<WebhookDeleted>> Delete(DeleteWebhook command, Caller caller, CancellationToken cancellation = default)
    {
        if (await Apply(state => WebhookRules.Delete(state, command)) is { } refusal)
            return refusal;
        await CleanUp();
        return new WebhookDeleted(WebhookId);
    }

    /// <inheritdoc/>
    public async Task<Result<WebhookTest>> SendTest(Caller caller, CancellationToken cancellation = default)
    {
        if (!State.Exists)
            return WebhookRules.NotFound();
        if (_test is { IsCompleted: false })
            return new Refusal(RefusalCodes.Busy, "Another test event is under way.");
        var number = await _rows.Webhook.Apply(
            static state => (state with { Tests = state.Tests + 1 }, state.Tests + 1), CancellationToken.None);
        var test = WebhookRequests.TestEvent(WebhookId, number, State.SellerId, clock.GetUtcNow());
        _test = SendTest(test);
        return new WebhookTest(test.Id, await _test.EndsWithin(Limits.MaxCallWait, clock) ? await _test : null);
    }

    /// <inheritdoc/>
    public async Task<Result<Webhook>> Resend(ResendEvents command, Caller caller, CancellationToken cancellation = default)
    {
        await _deliveries.Start();
        var now = clock.GetUtcNow();
        var (after, refusal) = WebhookRules.Resend(State, command, now);
        if (refusal is not null || ReferenceEquals(after, State))
            return refusal is null ? View : refusal;
        if (command.DeadLetters)
            await _deliveries.ResendDeadLetters(command);
        else if (!_deliveries.AddRanges(command))
            return new Refusal(RefusalCodes.Busy, $"{WebhookEngine.MaxRanges} ranges are sent already. Try again when they are done.");
        await _deliveries.Flush(isForced: true);
        refusal = await Apply(state => WebhookRules.Resend(state, command, now));
        _deliveries.FollowStatus();
        return refusal is null ? View : refusal;
    }

    /// <inheritdoc/>
    public Task<Page<WebhookDelivery>?> ListDeliveries(long? cursor, int limit, Caller caller, CancellationToken cancellation = default) =>
        Task.FromResult(State.Exists ? _rows.Records.List(cursor, limit) : null);

    /// <inheritdoc/>
    public Task<Page<DeadLetter>?> ListDeadLetters(long? cursor, int limit, Caller caller, CancellationToken cancellation = default) =>
        Task.FromResult(State.Exists ? DeadLetterRules.List(_rows.DeadLetters.State, cursor, limit) : null);

    /// <inheritdoc/>
    public async Task Deliver()
    {
        if (!State.Exists)
        {
            // One that is being created is in the index before it is written. If that write failed, it is left here.
            if (State.IsDeleted || await Index.IsSettled(WebhookId))
                await CleanUp();
            return;
        }

        await _deliveries.Start();
        _timer ??= this.RegisterGrainTimer(
            _deliveries.Tick, new GrainTimerCreationOptions(TickPeriod, TickPeriod) { Interleave = true, KeepAlive = true });
    }

    /// <summary>Ends what the webhook holds elsewhere. Repeated until it is no longer in the index.</summary>
    private async Task CleanUp()
    {
        _timer?.Dispose();
        _deliveries.Stop();
        await _rows.DeadLetters.Apply(static _ => (new DeadLetterState(), true));
        await _holds.Release();
        await Index.Remove(WebhookId);
        DeactivateOnIdle();
    }

    private async Task<WebhookDelivery> SendTest(MarketEvent test)
    {
        var (webhook, startedAt) = (State, clock.GetUtcNow());
        var answer = await requests.Send(webhook, test);
        return _rows.Records.Add(
            test, 1, startedAt, webhook.Url, WebhookRequests.Shown(test, startedAt), answer,
            RetryRules.Judge(answer) == DeliveryOutcome.Delivered ? DeliveryOutcome.Delivered : DeliveryOutcome.Failed);
    }

    private async Task<Refusal?> Check(WebhookSettings settings)
    {
        var invalid = WebhookUrlRules.Check(settings.Url, "url", sender.IsAllowedHost)
            ?? TextRules.CheckOptionalLine(settings.Description, "description", Limits.MaxTextLength)
            ?? WebhookFilterRules.Check(settings.Types.OrEmpty(), "types");
        return invalid is null && await sender.Check(WebhookUrlRules.Parse(settings.Url)) is { } must ? Refusal.Invalid("url", must) : invalid;
    }

    private Task<Refusal?> Apply(Func<WebhookState, (WebhookState State, Refusal? Result)> change) => _rows.Webhook.Apply(change);
}
