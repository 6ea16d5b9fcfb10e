using System.Globalization;
using Microsoft.Extensions.Options;
using OrleansMicro.Events;
using OrleansMicro.Orders;

namespace OrleansMicro.Silo;

/// <summary>
/// Resumes unfinished orders, and relays events that are not in their log, when the server starts and every few seconds after that. An order that a
/// crash interrupted then ends soon, and not only at the next reminder of its shard.
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
                await ResumeAll().WaitAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LogStopped();
        }
    }

    private async Task ResumeAll()
    {
        var resumed = Enumerable.Range(0, OrderRecovery.Shards).Select(ResumeShard);
        var relayed = Enumerable.Range(0, EventIndex.Shards).Select(RelayShard);
        var failures = (await Task.WhenAll(resumed.Concat(relayed))).OfType<Exception>().ToArray();
        if (failures.Length > 0)
            LogFailed(failures.Length, failures[0]);
    }

    /// <summary>Gives the failure, if there is one. It is not fatal, because the next pulse retries.</summary>
    private async Task<Exception?> ResumeShard(int shard)
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

    /// <inheritdoc cref="ResumeShard"/>
    private async Task<Exception?> RelayShard(int shard)
    {
        try
        {
            await grains.GetGrain<IEventIndexGrain>(shard.ToString(CultureInfo.InvariantCulture)).RelayDue();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    [LoggerMessage(2101, LogLevel.Debug, "Recovery shard {Shard} has {Orders} orders in flight.")]
    private partial void LogInFlight(int shard, int orders);

    [LoggerMessage(2102, LogLevel.Warning, "{Shards} recovery or event shards did not respond. The next pulse retries them. First failure:")]
    private partial void LogFailed(int shards, Exception error);

    [LoggerMessage(2103, LogLevel.Debug, "Recovery pulse stopped.")]
    private partial void LogStopped();
}
