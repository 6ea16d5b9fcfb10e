using OrleansMicro.Hosting;

namespace OrleansMicro.Silo;

/// <summary>Where a silo listens and keeps its data; configuration section <c>Server</c>.</summary>
public sealed class ServerOptions : HttpServerOptions
{
    /// <summary>The folder of the database in single mode. Created if need be; one server at a time may use it.</summary>
    public string Data { get; set; } = "data";

    /// <summary>How often unfinished orders are looked for. 1 second to 1 hour.</summary>
    public TimeSpan RecoveryPulse { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Calls that one grain may have under way and waiting; it refuses more (503). 1 to 1,000,000.</summary>
    public int MaxCallsPerGrain { get; set; } = 10_000;

    /// <inheritdoc/>
    public override IEnumerable<string> Errors()
    {
        foreach (var error in base.Errors())
            yield return error;
        if (string.IsNullOrWhiteSpace(Data))
            yield return $"{Section}:{nameof(Data)} is empty; give a folder.";
        if (RecoveryPulse < TimeSpan.FromSeconds(1) || RecoveryPulse > TimeSpan.FromHours(1))
            yield return $"{Section}:{nameof(RecoveryPulse)} is {RecoveryPulse}; it must be from 00:00:01 to 01:00:00.";
        if (MaxCallsPerGrain is < 1 or > 1_000_000)
            yield return $"{Section}:{nameof(MaxCallsPerGrain)} is {MaxCallsPerGrain}; it must be from 1 to 1000000.";
    }
}
