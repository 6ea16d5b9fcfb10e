using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.Placement;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>One life of a silo: its activations, and the way of calls to and from them.</summary>
internal sealed class SiloRuntime : SimNode, IPlacementContext
{
    private readonly SimRandom _random;
    private readonly SortedDictionary<GrainId, SimActivation> _activations = [];

    public SiloRuntime(SimWorld world, SimProcess process, SimSiloDetails details)
        : base(world, process, details.SiloAddress)
    {
        _random = SimRandom.For(world.Simulator.Seed, process.Name);
        Directory = new SiloDirectory(this);
        Life = new SiloLife(this, _random);
        Services = SiloServices.Build(this, details);
        ModelledParts.Check(Simulator, Services);
        Filters = [.. Services.GetServices<IIncomingGrainCallFilter>()];
        Logger = Services.GetRequiredService<ILoggerFactory>().CreateLogger("Silo");
        var options = Services.GetRequiredService<IOptions<SiloMessagingOptions>>().Value;
        (ResponseTimeout, DropsExpired, CancelsOnTimeout) = (options.ResponseTimeout, options.DropExpiredMessages, options.CancelRequestOnTimeout);
    }

    /// <summary>Start and stop.</summary>
    public SiloLife Life { get; }

    public SiloDirectory Directory { get; }

    /// <summary>Whether the silo serves grains.</summary>
    public bool IsReady => Life.IsReady;

    /// <summary>Whether the silo is shutting down.</summary>
    public bool IsStopping => Life.IsStopping;

    public IServiceProvider Services { get; }

    public IIncomingGrainCallFilter[] Filters { get; }

    public ILogger Logger { get; }

    public IReadOnlyCollection<SimActivation> Activations => _activations.Values;

    SiloAddress IPlacementContext.LocalSilo => Address;
    SiloStatus IPlacementContext.LocalSiloStatus => IsStopping ? SiloStatus.ShuttingDown : SiloStatus.Active;
    SiloAddress[] IPlacementContext.GetCompatibleSilos(PlacementTarget target) => [.. View.Active];
    IReadOnlyDictionary<ushort, SiloAddress[]> IPlacementContext.GetCompatibleSilosWithVersions(PlacementTarget target) =>
        throw ModelledParts.Refusal(Simulator, "interface versions");

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
        else if (message.IsAddressed)
            Forward(message);
        else
            Process.Run(() => _ = Find(message));
    }

    /// <summary>Answers a call. A client is answered through its gateway.</summary>
    public void Respond(SimMessage message, Response response)
    {
        if (message.IsOneWay || IsExpired(message))
            return;
        if (message.Origin == Address)
        {
            Complete(message.Id, OrleansTypes.Copier.Copy(response));
            return;
        }

        var answer = new SimMessage { Id = message.Id, Body = response, IsAnswer = true, Origin = message.Origin, Deadline = message.Deadline };
        var to = message.Gateway ?? message.Origin;
        World.Network.Send(this, to == Address ? message.Origin : to, answer);
    }

    /// <summary>Forwards a call that reached an ended activation or a silo that stops.</summary>
    public void Forward(SimMessage message)
    {
        message.IsAddressed = false;
        if (++message.Forwards > ClusterTimings.MaxForwards)
            Respond(message, Response.FromException(new SiloUnavailableException($"{message.Target} was not found.")));
        else
            Route(message);
    }

    /// <summary>Removes an ended activation.</summary>
    public void Remove(SimActivation activation)
    {
        if (_activations.GetValueOrDefault(activation.GrainId) == activation)
            _activations.Remove(activation.GrainId);
        Directory.Forget(activation.Address);
    }

    protected override void SendCancellation(SimMessage message, SiloAddress? target)
    {
        if (target is null || target == Address)
            Route(message);
        else
            World.Network.Send(this, target, message);
    }

    protected override void OnView(MembersView before)
    {
        if (View.Dead.Contains(Address))
        {
            Note("reads that it is dead");
            Life.End();
            return;
        }

        base.OnView(before);
        Directory.ForgetDead();
        foreach (var activation in _activations.Values.ToList())
        {
            // If the entry of an activation was lost with its owner, another silo may have activated the grain meanwhile.
            var (former, owner) = (before.OwnerOf(activation.GrainId), View.OwnerOf(activation.GrainId));
            if (former is not null && View.Dead.Contains(former))
                activation.Deactivate(new DeactivationReason(DeactivationReasonCode.DirectoryFailure, "The directory entry was lost."));
            else if (former != owner)
                Process.Run(() => _ = Directory.RegisterAgain(activation));
        }

        Directory.DropForeignEntries();
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
            if (!Directory.TryGet(message.Target, out var address))
                address = Directory.Accept(await Directory.Find(message.Target));
            var to = address?.SiloAddress ?? await PlaceFor(message);
            NoteTarget(message, to);
            message.IsAddressed = true;
            if (to == Address)
            {
                if (IsStopping)
                    Forward(message);
                else
                    Route(message);
            }
            else if (!World.Network.Send(this, to, message))
            {
                Directory.Forget(message.Target);
                throw new SiloUnavailableException($"{to} cannot be reached.");
            }
        }
        catch (Exception exception)
        {
            Respond(message, Response.FromException(exception));
        }
    }

    /// <summary>Chooses a silo for a new activation.</summary>
    private async Task<SiloAddress> PlaceFor(SimMessage message)
    {
        var kind = OrleansTypes.ClassOf(message.Target.Type, Simulator);
        if (kind.PrefersLocal && !IsStopping && View.Active.Contains(Address))
            return Address;
        if (View.Active.Count > 0 && kind.Placement is { } placement)
            return await Services.GetRequiredKeyedService<IPlacementDirector>(placement.GetType())
                .OnAddActivation(placement, new PlacementTarget(message.Target, message.Context!, message.Interface, 0), this);
        return View.Active.Count > 0 ? _random.Pick(View.Active) : throw new SiloUnavailableException("There is no active silo.");
    }
}
