using Microsoft.Extensions.Options;
using OrleansMicro.Webhooks;

namespace OrleansMicro.Silo.Webhooks;

/// <summary>
/// Starts the deliveries of all webhooks when the server starts and every few seconds after that, so that those of a silo that died go on elsewhere.
/// </summary>
internal sealed partial class WebhookPulse(
    IGrainFactory grains, TimeProvider clock, IOptions<ServerOptions> options, ILogger<WebhookPulse> logger) : BackgroundService
{
    private const int PageSize = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RecoveryPulse, clock);
        try
        {
            do
                await DeliverAll().WaitAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    private async Task DeliverAll()
    {
        try
        {
            var index = grains.GetGrain<IWebhookIndexGrain>(WebhookIndex.Key);
            for (long? cursor = null; ;)
            {
                var page = await index.List(cursor, PageSize, null, Caller.System);
                await Task.WhenAll(page.Items.Select(Deliver));
                if (page.Next is null)
                    return;
                cursor = page.Next;
            }
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    /// <summary>One webhook that fails must not delay the others. The next pulse starts it again.</summary>
    private async Task Deliver(string webhookId)
    {
        try
        {
            await grains.GetGrain<IWebhookGrain>(webhookId).Deliver();
        }
        catch (Exception exception)
        {
            LogFailed(exception);
        }
    }

    [LoggerMessage(2111, LogLevel.Warning, "Webhooks could not be started. The next pulse tries again.")]
    private partial void LogFailed(Exception exception);

    [LoggerMessage(2112, LogLevel.Debug, "Webhook pulse stopped.")]
    private partial void LogStopped();
}
