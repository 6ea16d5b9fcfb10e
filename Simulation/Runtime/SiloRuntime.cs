using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using Orleans.Timers;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>A silo from its start to its death: activations, their addresses, and the directory's share that it keeps.</summary>
internal sealed class SiloRuntime : SimNode
{
    private const int MaxForwards = 2;
    private static readonly TimeSpan TimeToStart = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan TimeToRetry = TimeSpan.FromSeconds(1);

    private readonly SimRandom _random;
    private readonly SortedDictionary<GrainId, SimActivation> _activations = [];
    private readonly SortedDictionary<GrainId, GrainAddress> _cache = [];
    private readonly SortedDictionary<GrainId, GrainAddress> _share = [];

    public SiloRuntime(SimWorld world, SimProcess process, SimSiloDetails details)
        : base(world, process, details.SiloAddress!)
    {
        _random = SimRandom.For(world.Simulator.Seed, process.Name);
        Services = BuildServices(details);
        Filters = [.. Services.GetServices<IIncomingGrainCallFilter>()];
        Logger = Services.GetRequiredService<ILoggerFactory>().CreateLogger("Silo");
        var options = Services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        (ResponseTimeout, DropsExpired) = (options.ResponseTimeout, options.DropExpiredMessages);
    }

    /// <summary>Whether it serves grains.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Whether it leaves in order just now.</summary>
    public bool IsStopping { get; private set; }

    public IServiceProvider Services { get; }

    public IIncomingGrainCallFilter[] Filters { get; }

    public ILogger Logger { get; }

    public IReadOnlyCollection<SimActivation> Activations => _activations.Values;

    /// <summary>Starts it.</summary>
    public void Start() => Process.Run(() => _ = Run());

    /// <summary>Has it leave in order; then it is dead.</summary>
    public void Stop()
    {
        if (IsStopping || !IsReady)
            return;
        IsStopping = true;
        Process.Run(() => _ = StopAsync());
    }

    public override void Take(SimMessage message)
    {
        if (!message.IsAnswer)
            Route(message);
        else if (message.Origin == Address)
            base.Take(message);
        else
            World.Network.Send(this, message.Origin, message);
    }

    public override void Route(SimMessage message)
    {
        if (IsExpired(message))
            return;
        if (_activations.TryGetValue(message.Target, out var activation))
            activation.Receive(message);
        else if (message.IsAddressed && !IsStopping && IsReady)
            Activate(message.Target).Receive(message);
        else
            Process.Run(() => _ = Find(message));
    }

    /// <summary>Answers a call.</summary>
    public void Respond(SimMessage message, Response response)
    {
        if (message.IsOneWay || IsExpired(message))
            return;
        if (message.Origin == Address)
        {
            Complete(message.Id, SimTypes.Copier.Copy(response));
            return;
        }

        var answer = new SimMessage { Id = message.Id, Body = response, IsAnswer = true, Origin = message.Origin, Deadline = message.Deadline };
        var to = message.Gateway ?? message.Origin;
        World.Network.Send(this, to == Address ? message.Origin : to, answer);
    }

    /// <summary>Sends a call that can't be run here to where it can.</summary>
    public void PassOn(SimMessage message)
    {
        message.IsAddressed = false;
        if (++message.Forwards > MaxForwards)
            Respond(message, Response.FromException(new SiloUnavailableException($"{message.Target} was not found.")));
        else
            Route(message);
    }

    /// <summary>Registers an activation; gives the one that is registered.</summary>
    public Task<GrainAddress> Register(GrainAddress address) => AskOwner(address.GrainId, owner => owner.Enter(address));

    /// <summary>Takes an activation out of the directory; nobody waits for that.</summary>
    public void Unregister(GrainAddress address) => Process.Run(() => _ = AskOwner(address.GrainId, owner =>
    {
        if (owner._share.TryGetValue(address.GrainId, out var known) && known.Matches(address))
            owner._share.Remove(address.GrainId);
        return true;
    }).ContinueWith(static asked => asked.Exception, TaskContinuationOptions.ExecuteSynchronously));

    /// <summary>Notes where a grain is.</summary>
    public void Learn(GrainAddress address) => _cache[address.GrainId] = address;

    public void Remove(SimActivation activation)
    {
        if (_activations.GetValueOrDefault(activation.GrainId) == activation)
            _activations.Remove(activation.GrainId);
        if (_cache.TryGetValue(activation.GrainId, out var known) && known.Matches(activation.Address))
            _cache.Remove(activation.GrainId);
    }

    protected override void OnView(MembersView before)
    {
        if (View.Dead.Contains(Address))
        {
            Note("reads that it is dead");
            IsReady = false;
            Process.Kill();
            return;
        }

        base.OnView(before);
        foreach (var (grain, address) in _cache.ToList())
        {
            if (View.Dead.Contains(address.SiloAddress!))
                _cache.Remove(grain);
        }

        foreach (var activation in _activations.Values.ToList())
        {
            // Whose entry was lost with a silo may have been activated elsewhere.
            var (former, owner) = (before.OwnerOf(activation.GrainId), View.OwnerOf(activation.GrainId));
            if (former is not null && View.Dead.Contains(former))
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.DirectoryFailure, "Its address was lost."));
            else if (former != owner)
                Process.Run(() => _ = Confirm(activation));
        }

        foreach (var (grain, address) in _share.ToList())
        {
            if (View.Dead.Contains(address.SiloAddress!) || View.OwnerOf(grain) != Address)
                _share.Remove(grain);
        }
    }

    /// <summary>Registers an activation again where its address is kept by now; of two the later one ends.</summary>
    private async Task Confirm(SimActivation activation)
    {
        while (activation.State != SimActivation.Stage.Invalid)
        {
            try
            {
                if (!activation.Address.Matches(await Register(activation.Address)))
                    activation.Deactivate(new DeactivationReason(DeactivationReasonCode.DuplicateActivation, "There are two."));
                return;
            }
            catch (Exception exception) when (exception is SiloUnavailableException or TimeoutException)
            {
                await Task.Delay(TimeToRetry, Process.Clock);
            }
        }
    }

    private GrainAddress Enter(GrainAddress address)
    {
        // Orleans takes none of a silo that it knows to be dead.
        if (View.Dead.Contains(address.SiloAddress!))
            throw new SiloUnavailableException($"{address.SiloAddress} is dead.");
        if (_share.TryGetValue(address.GrainId, out var known) && !View.Dead.Contains(known.SiloAddress!) && known.SiloAddress != address.SiloAddress!)
            return known;
        return _share[address.GrainId] = address;
    }

    private SimActivation Activate(GrainId grain)
    {
        var id = new byte[16];
        BitConverter.TryWriteBytes(id, _random.Next());
        var activation = new SimActivation(this, grain, new Guid(id));
        _activations.Add(grain, activation);
        activation.Activate(null);
        return activation;
    }

    private async Task Find(SimMessage message)
    {
        try
        {
            if (!_cache.TryGetValue(message.Target, out var address))
            {
                address = await AskOwner(message.Target, owner => owner._share.GetValueOrDefault(message.Target));
                if (address is not null && !View.Dead.Contains(address.SiloAddress!))
                    Learn(address);
                else
                    address = null;
            }

            var to = address?.SiloAddress ?? PlaceFor(message.Target);
            NoteTarget(message, to);
            message.IsAddressed = true;
            if (to == Address)
            {
                if (IsStopping)
                    PassOn(message);
                else
                    Route(message);
            }
            else if (!World.Network.Send(this, to, message))
            {
                _cache.Remove(message.Target);
                throw new SiloUnavailableException($"{to} can't be reached.");
            }
        }
        catch (Exception exception)
        {
            Respond(message, Response.FromException(exception));
        }
    }

    /// <summary>Where a grain is to live.</summary>
    private SiloAddress PlaceFor(GrainId grain)
    {
        if (SimTypes.ClassOf(grain.Type).PrefersLocal && !IsStopping && View.Active.Contains(Address))
            return Address;
        return View.Active.Count > 0 ? _random.Of(View.Active) : throw new SiloUnavailableException("There is no active silo.");
    }

    /// <summary>Asks the silo that keeps a grain's address. One with an older view looks first; one that knows better passes the question on.</summary>
    private async Task<T> AskOwner<T>(GrainId grain, Func<SiloRuntime, T> ask, int hops = 0)
    {
        var owner = View.OwnerOf(grain) ?? throw new SiloUnavailableException("There is no active silo.");
        if (owner == Address || hops > MaxForwards)
            return ask(this);
        var answer = new TaskCompletionSource<(T Value, Exception? Failure)>();
        var (version, asker) = (View.Version, Address);
        if (!World.Network.Send(this, owner, node => _ = ((SiloRuntime)node).AnswerAsOwner(version, asker, grain, ask, hops, answer)))
            throw new SiloUnavailableException($"{owner} can't be reached.");
        var (value, failure) = await answer.Task.WaitAsync(AskTimeout, Process.Clock);
        return failure is null ? value : throw new SiloUnavailableException(failure.Message);
    }

    private async Task AnswerAsOwner<T>(
        long version, SiloAddress asker, GrainId grain, Func<SiloRuntime, T> ask, int hops, TaskCompletionSource<(T Value, Exception? Failure)> answer)
    {
        (T, Exception?) result;
        try
        {
            if (version > View.Version)
                await Refresh();
            result = (await AskOwner(grain, ask, hops + 1), null);
        }
        catch (Exception exception)
        {
            result = (default!, exception);
        }

        World.Network.Send(this, asker, _ => answer.TrySetResult(result));
    }

    private async Task StopAsync()
    {
        using var limit = new CancellationTokenSource(TimeToStop, Process.Clock);
        try
        {
            await Connection.Run("leave", () => World.Members.Leave(Address)).WaitAsync(limit.Token);
            await Refresh();
            var activations = _activations.Values.ToList();
            foreach (var activation in activations)
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo stops."), limit.Token);
            await Task.WhenAll(activations.Select(static activation => activation.Deactivated)).WaitAsync(limit.Token);
            await Connection.Run("bury", () => World.Members.Bury(Address)).WaitAsync(limit.Token);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            Note($"did not leave in order: {exception.Message}");
        }

        IsReady = false;
        Process.Kill();
    }

    private async Task Run()
    {
        try
        {
            await Task.Delay(TimeToStart * _random.Unit(), Process.Clock);
            await Connection.Run("join", () => World.Members.Join(Address));
            await Refresh();
        }
        catch (IOException exception)
        {
            // A silo that can't start ends, and whoever looks after it starts it again.
            Note($"did not start: {exception.Message}");
            Process.Kill();
            return;
        }

        IsReady = true;
        Watch();
        Services.GetRequiredService<SimReminders>().Start(this);
        await World.RunInSilo(Process, SimTypes.Factory);
    }

    private ServiceProvider BuildServices(SimSiloDetails details)
    {
        var services = new ServiceCollection();
        SimTypes.AddTo(services);
        services.AddSingleton<TimeProvider>(Process.Clock);
        services.AddSingleton<ILocalSiloDetails>(details);
        services.AddSingleton<ITimerRegistry, SimTimers>();
        services.AddSingleton<IGrainRuntime, SimGrainRuntime>();
        services.AddSingleton(new SimReminders(World.Store, Connection, Process));
        services.AddSingleton<IReminderRegistry>(static provider => provider.GetRequiredService<SimReminders>());
        services.AddSingleton<ILoggerFactory>(World.Log is { } log ? new SimLogs(line => log(Process, line)) : NullLoggerFactory.Instance);
        World.ConfigureSilo(Process, Connection, services);
        return services.BuildServiceProvider();
    }
}
