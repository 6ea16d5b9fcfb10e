using System.Collections.Immutable;

namespace OrleansMicro.Webhooks;

/// <summary>The rules of a webhook's settings, status and secrets. A rule gives back the same state if nothing changed.</summary>
public static class WebhookRules
{
    /// <summary>How long the earlier secret signs after a rotation.</summary>
    public static readonly TimeSpan SecretOverlap = TimeSpan.FromHours(24);

    /// <summary>See <see cref="IWebhookGrain.Create"/>.</summary>
    /// <param name="state">The state.</param>
    /// <param name="command">The command; its settings are valid.</param>
    /// <param name="owner">Who creates it.</param>
    /// <param name="secret">A new secret.</param>
    /// <param name="lanes">Where each log ends: the webhook gets the events after that.</param>
    /// <param name="now">The time.</param>
    public static (WebhookState State, Refusal? Refusal) Create(
        WebhookState state, CreateWebhook command, Caller owner, string secret, ImmutableArray<LaneState> lanes, DateTimeOffset now)
    {
        var asked = Hash(CommandHash.Start.Add("create").Add(command.SellerId), command.Settings);
        if (state.Version > 0)
        {
            var check = state.Operations.Check(command.OperationId, asked, now);
            return (state, check.IsRepeat && !state.IsDeleted ? null : check.Refusal ?? Refusals.KeyReused());
        }

        return (With(new WebhookState(), command.Settings) with
        {
            Version = 1,
            SellerId = command.SellerId,
            Owner = owner,
            Secrets = [new WebhookSecret(secret)],
            CreatedAt = now,
            Operations = default(OperationMemory).Remember(command.OperationId, asked, now),
            Progress = new WebhookProgress { Lanes = lanes },
        }, null);
    }

    /// <summary>See <see cref="IWebhookGrain.Change"/>.</summary>
    public static (WebhookState State, Refusal? Refusal) Change(WebhookState state, ChangeWebhook command, DateTimeOffset now) => Execute(
        state,
        command.OperationId,
        Hash(CommandHash.Start.Add("change"), command.Settings),
        command.Versions,
        now,
        before => IsSame(before, command.Settings) ? before : With(before, command.Settings));

    /// <summary>See <see cref="IWebhookGrain.SetPaused"/>.</summary>
    public static (WebhookState State, Refusal? Refusal) SetPaused(WebhookState state, PauseWebhook command, DateTimeOffset now)
    {
        var status = command.Paused ? WebhookStatus.Paused : WebhookStatus.Active;
        return Execute(
            state,
            command.OperationId,
            CommandHash.Start.Add("pause").Add(command.Paused ? 1 : 0),
            default,
            now,
            before => before.Status == status ? before : before with { Status = status, DisabledReason = null });
    }

    /// <summary>See <see cref="IWebhookGrain.RotateSecret"/>.</summary>
    public static (WebhookState State, Refusal? Refusal) Rotate(
        WebhookState state, RotateWebhookSecret command, string secret, DateTimeOffset now) => Execute(
            state,
            command.OperationId,
            CommandHash.Start.Add("rotate"),
            default,
            now,
            before => before with { Secrets = [new(secret), before.Secrets[0] with { Until = now + SecretOverlap }] });

    /// <summary>See <see cref="IWebhookGrain.Delete"/>. The secrets are gone with it.</summary>
    public static (WebhookState State, Refusal? Refusal) Delete(WebhookState state, DeleteWebhook command)
    {
        if (!state.Exists)
            return (state, state.IsDeleted ? null : NotFound());
        if (VersionRules.Check(command.Versions, state.Version, exists: true) is { } mismatch)
            return (state, mismatch);
        return (new WebhookState { Version = state.Version, IsDeleted = true, Operations = state.Operations }, null);
    }

    /// <summary>Disables a webhook that delivers.</summary>
    public static WebhookState Disable(WebhookState state, string reason) => state is { Exists: true, Status: WebhookStatus.Active }
        ? state with { Version = state.Version + 1, Status = WebhookStatus.Disabled, DisabledReason = reason }
        : state;

    /// <summary>Remembers a command that changes what is delivered.</summary>
    public static (WebhookState State, Refusal? Refusal) Resend(WebhookState state, ResendEvents command, DateTimeOffset now)
    {
        var asked = CommandHash.Start.Add("resend").Add(command.DeadLetters ? 1 : 0).Add(command.Subject)
            .Add(command.FromSequence ?? -1).Add(command.ToSequence ?? -1)
            .Add(command.From?.UtcTicks ?? -1).Add(command.Until?.UtcTicks ?? -1);
        return Execute(state, command.OperationId, asked, default, now, static before => before);
    }

    /// <summary>The secrets that sign, newest first.</summary>
    public static IEnumerable<string> Signing(WebhookState state, DateTimeOffset now) =>
        from secret in state.Secrets where secret.Until is null || now < secret.Until select secret.Value;

    /// <summary>The webhook as callers see it. Null if there is none.</summary>
    public static Webhook? Show(WebhookState state, string webhookId, WebhookHealth health, DateTimeOffset now) => !state.Exists
        ? null
        : new Webhook(
            webhookId, state.Url, state.Description, state.Types, state.SellerId, state.Status, state.DisabledReason, state.CreatedAt,
            state.Secrets is [_, { Until: { } until }, ..] && now < until ? until : null, health, state.Version);

    /// <summary>The refusal for a webhook that does not exist.</summary>
    public static Refusal NotFound() => Refusals.NotFound("webhookId", "The webhook does not exist.");

    private static (WebhookState State, Refusal? Refusal) Execute(
        WebhookState state, string operationId, CommandHash asked, VersionCondition versions, DateTimeOffset now,
        Func<WebhookState, WebhookState> change)
    {
        if (!state.Exists)
            return (state, NotFound());
        var check = state.Operations.Check(operationId, asked, now);
        if (check.IsRepeat || check.Refusal is not null)
            return (state, check.Refusal);
        if (VersionRules.Check(versions, state.Version, exists: true) is { } mismatch)
            return (state, mismatch);
        var next = change(state);
        return (next with
        {
            Version = ReferenceEquals(next, state) ? state.Version : state.Version + 1,
            Operations = state.Operations.Remember(operationId, asked, now),
        }, null);
    }

    private static WebhookState With(WebhookState state, WebhookSettings settings) =>
        state with { Url = settings.Url, Description = settings.Description, Types = settings.Types.OrEmpty() };

    private static bool IsSame(WebhookState state, WebhookSettings settings) => state.Url == settings.Url
        && state.Description == settings.Description && state.Types.SequenceEqual(settings.Types.OrEmpty());

    private static CommandHash Hash(CommandHash start, WebhookSettings settings) =>
        settings.Types.OrEmpty().Aggregate(start.Add(settings.Url).Add(settings.Description), static (hash, type) => hash.Add(type));
}
