using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>Starts and stops a silo: its own parts and those of the application, stage by stage.</summary>
internal sealed partial class Silo
{
    // EX_TEMPFAIL: it may be started again at once.
    private const int ExitCodeOfExpelled = 75;

    // Longer than others take to look at the membership when nobody tells them of a change.
    private static readonly TimeSpan TimeToBeMissed = TimeSpan.FromSeconds(1.5);

    private readonly SiloRuntime _runtime;
    private readonly SiloLifecycleSubject _lifecycle;
    private readonly IMembership _membership;
    private readonly ILocalSiloDetails _details;
    private readonly TimeProvider _time;
    private readonly ILogger<Silo> _logger;
    private readonly InMemoryCluster _cluster;
    private readonly int _gatewayPort;
    private readonly bool _isInProcess;
    private readonly IHostApplicationLifetime? _host;
    private DateTime _startTime;
    private long _leftAt;
    private bool _isDown;

    /// <summary>Subscribes all parts to the lifecycle.</summary>
    public Silo(
        SiloRuntime runtime,
        SiloLifecycleSubject lifecycle,
        IMembership membership,
        ILocalSiloDetails details,
        InMemoryCluster cluster,
        IOptions<EndpointOptions> endpoints,
        ITransport transport,
        TimeProvider time,
        IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants,
        ILogger<Silo> logger,
        IHostApplicationLifetime? host = null)
    {
        _runtime = runtime;
        _lifecycle = lifecycle;
        _membership = membership;
        _details = details;
        _cluster = cluster;
        _gatewayPort = endpoints.Value.GatewayPort;
        _isInProcess = transport is InMemoryTransport;
        _time = time;
        _logger = logger;
        _host = host;
        membership.Expelled += OnExpelled;
        lifecycle.Subscribe("Calls", ServiceLifecycleStage.RuntimeInitialize, OpenRuntime, CloseRuntime);
        lifecycle.Subscribe("Activations", ServiceLifecycleStage.GrainDeactivation, static _ => Task.CompletedTask, _runtime.DrainAsync);
        lifecycle.Subscribe("Membership", ServiceLifecycleStage.BecomeActive, BecomeActive, LeavePlacement);
        foreach (var participant in participants)
            participant.Participate(lifecycle);
    }

    /// <summary>The silo's address.</summary>
    public SiloAddress SiloAddress => _details.SiloAddress;

    /// <summary>Starts all stages.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _startTime = _time.GetUtcNow().UtcDateTime;
        await _membership.StartAsync(cancellationToken);
        await _lifecycle.OnStart(cancellationToken);
        LogStarted(_logger, _details.Name, SiloAddress);
    }

    /// <summary>Stops all stages: leaves the placement, drains the activations, then ends.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_isDown)
            return;
        _isDown = true;
        await _lifecycle.OnStop(cancellationToken);
        LogStopped(_logger, _details.Name, SiloAddress);
    }

    /// <summary>Ends as a crash does: from one moment to the next, with nobody told but those who watch.</summary>
    public async Task KillAsync()
    {
        if (_isDown)
            return;
        _isDown = true;
        _runtime.Kill();
        LocalClusters.Remove(_details.ClusterId, _gatewayPort, _cluster);
        await SetStatus(SiloStatus.Dead);
    }

    /// <summary>The cluster goes on without this silo: it stops between two instructions, and its process ends, to be started anew.</summary>
    private void OnExpelled(string reason)
    {
        _isDown = true;
        _runtime.Kill();
        LocalClusters.Remove(_details.ClusterId, _gatewayPort, _cluster);
        Environment.ExitCode = ExitCodeOfExpelled;
        _host?.StopApplication();
    }

    private async Task OpenRuntime(CancellationToken cancellationToken)
    {
        _runtime.Open();
        if (_isInProcess)
            LocalClusters.Add(_details.ClusterId, _gatewayPort, _cluster);
        await SetStatus(SiloStatus.Joining);
    }

    private async Task BecomeActive(CancellationToken cancellationToken) => await SetStatus(SiloStatus.Active);

    private async Task LeavePlacement(CancellationToken cancellationToken)
    {
        await SetStatus(SiloStatus.ShuttingDown);
        _leftAt = _time.GetTimestamp();
    }

    private async Task CloseRuntime(CancellationToken cancellationToken)
    {
        LocalClusters.Remove(_details.ClusterId, _gatewayPort, _cluster);
        await WaitUntilMissed(cancellationToken);
        await _runtime.LeaveAsync(cancellationToken);
        _runtime.Close();
        await SetStatus(SiloStatus.Dead);
    }

    /// <summary>Passes on for a while what is sent here by those who don't know yet that it leaves.</summary>
    private async Task WaitUntilMissed(CancellationToken cancellationToken)
    {
        if (_leftAt == 0 || !_membership.MayLag || _membership.Current.Active.Length == 0)
            return;
        var rest = TimeToBeMissed - _time.GetElapsedTime(_leftAt);
        if (rest > TimeSpan.Zero)
        {
            await Task.Delay(rest, _time, CancellationToken.None).WaitAsync(cancellationToken).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private ValueTask SetStatus(SiloStatus status) =>
        _membership.Update(new SiloMember(SiloAddress, _details.Name, status, _startTime, _gatewayPort));

    [LoggerMessage(EventId = 1201, Level = LogLevel.Information, Message = "Silo {Name} at {Address} serves grains.")]
    private static partial void LogStarted(ILogger logger, string name, SiloAddress address);

    [LoggerMessage(EventId = 1202, Level = LogLevel.Information, Message = "Silo {Name} at {Address} has stopped.")]
    private static partial void LogStopped(ILogger logger, string name, SiloAddress address);
}
