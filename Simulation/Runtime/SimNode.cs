using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>The common part of silos and clients: they call grains, wait for answers, and have a view of the membership that can be old.</summary>
internal abstract class SimNode
{
    private static readonly TimeSpan FastestNews = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan SlowestNews = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<long, Pending> _pending = [];
    private long _lastId;

    protected SimNode(SimWorld world, SimProcess process, SiloAddress address)
    {
        (World, Process, Address) = (world, process, address);
        Connection = new SimConnection(world.Store, process);
        process.Node = this;
        world.Network.Attach(this);
    }

    public SimWorld World { get; }

    public Simulator Simulator => World.Simulator;

    public SimProcess Process { get; }

    public SiloAddress Address { get; }

    public SimConnection Connection { get; }

    /// <summary>The membership as far as this process knows.</summary>
    public MembersView View { get; private set; } = MembersView.None;

    /// <summary>The limit of a call without a limit of its own.</summary>
    public TimeSpan ResponseTimeout { get; init; } = ClusterTimings.Response;

    /// <summary>The period in which the membership table is read.</summary>
    public TimeSpan TableRefresh { get; init; } = ClusterTimings.TableRefresh;

    /// <summary>MessagingOptions.DropExpiredMessages. False only for a planted bug.</summary>
    public bool DropsExpired { get; init; } = true;

    /// <summary>MessagingOptions.CancelRequestOnTimeout.</summary>
    public bool CancelsOnTimeout { get; init; }

    /// <summary>Sends a call of the application.</summary>
    public void Send(GrainReference reference, IInvokable request, InvokeMethodOptions options, Action<Response>? answer)
    {
        ModelledParts.Check(Simulator, request, options);
        var cancellation = request.GetCancellationToken();
        cancellation.ThrowIfCancellationRequested();
        var timeout = request.GetDefaultResponseTimeout() ?? ResponseTimeout;
        var message = new SimMessage
        {
            Id = ++_lastId,
            Body = request,
            Sender = SimActivation.Current?.GrainId ?? default,
            Origin = Address,
            Target = reference.GrainId,
            Interface = reference.InterfaceType,
            Options = options,
            Deadline = DropsExpired ? Process.Clock.GetTimestamp() + timeout.Ticks : null,
            Context = RequestContextExtensions.Export(OrleansTypes.Copier),
        };
        if (message.IsOneWay)
            answer?.Invoke(Response.Completed);
        else
            Await(message, timeout, answer!, cancellation);
        Route(message);
    }

    /// <summary>Sends a call towards its grain.</summary>
    public abstract void Route(SimMessage message);

    /// <summary>Receives a message from the network.</summary>
    public virtual void Take(SimMessage message) => Complete(message.Id, (Response)message.Body);

    /// <summary>Whether the caller has stopped waiting.</summary>
    public bool IsExpired(SimMessage message) => message.Deadline <= Process.Clock.GetTimestamp();

    /// <summary>A connection has broken.</summary>
    public virtual void OnLost(SiloAddress peer)
    {
    }

    /// <summary>Writes a line to the log of the process.</summary>
    public void Note(string what)
    {
        if (World.Log is { } log)
            log(Process, what);
    }

    /// <summary>Answers a pending call. A late answer is dropped.</summary>
    public void Complete(long id, Response response)
    {
        if (!_pending.Remove(id, out var pending))
            return;
        pending.Registration.Dispose();
        pending.Answer(response);
    }

    /// <summary>Records the silo that a pending call was sent to.</summary>
    public void NoteTarget(SimMessage message, SiloAddress silo)
    {
        if (message.Origin == Address && _pending.TryGetValue(message.Id, out var pending))
            pending.Target = silo;
    }

    /// <summary>Reads the membership table.</summary>
    public async Task Refresh()
    {
        var view = await Connection.Run("members", () => World.Members.View);
        if (view.Version <= View.Version)
            return;
        var before = View;
        View = view;
        Note($"sees version {view.Version}: {string.Join(", ", view.Active)}");
        OnView(before);
    }

    /// <summary>Keeps the view up to date. News of a change arrives soon or is lost; the periodic read of the table finds the rest.</summary>
    public void Watch()
    {
        var process = Process;
        Action changed = () =>
        {
            if (!process.IsDead && !World.Store.IsCutOff(process.Place) && World.Store.Random.Chance(0.8))
                Simulator.After(World.Store.Random.Between(FastestNews, SlowestNews), () => process.Run(() => _ = Refresh()));
        };
        World.Members.Changed += changed;
        process.Died += () => World.Members.Changed -= changed;
        process.Run(() => _ = RefreshPeriodically(process));
    }

    /// <summary>Sends a cancellation towards the grain of its call. Nothing answers it; a lost one has no effect.</summary>
    /// <param name="message">The cancellation.</param>
    /// <param name="target">The silo that the call was sent to, as far as this process knows.</param>
    protected abstract void SendCancellation(SimMessage message, SiloAddress? target);

    /// <summary>Fails the pending calls to a silo that is gone.</summary>
    protected void FailWaitingFor(SiloAddress silo)
    {
        foreach (var (id, pending) in _pending.ToList())
        {
            if (pending.Target == silo)
                Complete(id, Response.FromException(new SiloUnavailableException($"{silo} became unavailable.")));
        }
    }

    /// <summary>The view has changed.</summary>
    protected virtual void OnView(MembersView before)
    {
        foreach (var dead in View.Dead.Except(before.Dead))
            FailWaitingFor(dead);
    }

    private async Task RefreshPeriodically(SimProcess process)
    {
        while (true)
        {
            try
            {
                await Refresh();
            }
            catch (IOException exception)
            {
                Note($"could not read the membership table: {exception.Message}");
            }

            await Task.Delay(TableRefresh, process.Clock);
        }
    }

    private void Await(SimMessage message, TimeSpan timeout, Action<Response> answer, CancellationToken cancellation)
    {
        var pending = new Pending(message, answer);
        _pending.Add(message.Id, pending);
        pending.Registration = cancellation.UnsafeRegister(
            (_, token) => GiveUp(message.Id, new OperationCanceledException(token), cancels: true), null);
        var process = Process;
        var late = ClusterTimings.ResponseCheck * World.Network.Random.Unit();
        Simulator.After(process.Clock.InRealTime(timeout + late), () => process.Run(() =>
            GiveUp(message.Id, new TimeoutException($"No answer to {message.Target} within {timeout}."), CancelsOnTimeout)));
    }

    /// <summary>Ends a pending call without its answer. The caller does not learn whether the call runs.</summary>
    private void GiveUp(long id, Exception reason, bool cancels)
    {
        if (!_pending.TryGetValue(id, out var pending))
            return;
        if (cancels && ((IInvokable)pending.Message.Body).IsCancellable)
            SendCancellation(pending.Message.ToCancellation(), pending.Target);
        Complete(id, Response.FromException(reason));
    }

    private sealed class Pending(SimMessage message, Action<Response> answer)
    {
        public SimMessage Message => message;

        public Action<Response> Answer => answer;

        public CancellationTokenRegistration Registration { get; set; }

        public SiloAddress? Target { get; set; }
    }
}
