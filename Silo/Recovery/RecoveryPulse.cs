using System.Globalization;
using Microsoft.Extensions.Options;
using OrleansMicro.Orders;

namespace OrleansMicro.Silo;

/// <summary>
/// Looks for unfinished orders when the server starts and every few seconds after that, so that an order which a crash interrupted ends
/// soon and not only when the next reminder of its shard fires.
/// </summary>
internal sealed partial class RecoveryPulse(
    IGrainFactory grains, TimeProvider clock, IOptions<ServerOptions> options, ILogger<RecoveryPulse> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.RecoveryPulse, clock);
        try
        {
            do
                await WakeAll().WaitAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    private async Task WakeAll()
    {
        var failures = (await Task.WhenAll(Enumerable.Range(0, OrderRecovery.Shards).Select(Wake))).OfType<Exception>().ToArray();
        if (failures.Length > 0)
            LogFailed(failures.Length, failures[0]);
    }

    /// <summary>Gives the failure, if there is one: it is one of this pulse only, because the next one asks again.</summary>
    private async Task<Exception?> Wake(int shard)
    {
        try
        {
            var left = await grains.GetGrain<IOrderRecoveryGrain>(shard.ToString(CultureInfo.InvariantCulture)).ResumeDue();
            if (left > 0)
                LogInFlight(shard, left);
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    [LoggerMessage(2101, LogLevel.Debug, "Recovery shard {Shard} has {Orders} orders in flight.")]
    private partial void LogInFlight(int shard, int orders);

    [LoggerMessage(2102, LogLevel.Warning, "{Shards} recovery shards could not be asked; they are asked again with the next pulse. The first failure:")]
    private partial void LogFailed(int shards, Exception error);

    [LoggerMessage(2103, LogLevel.Debug, "Recovery pulse stopped.")]
    private partial void LogStopped();
}
