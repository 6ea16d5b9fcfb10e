using Orleans.CodeGeneration;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>What silos and clients have in common: they call grains and wait for answers, and have a view of the members that may be old.</summary>
internal abstract class SimNode
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly SortedDictionary<long, Pending> _pending = [];
    private long _lastId;

    protected SimNode(SimWorld world, SimProcess process, SiloAddress address)
    {
        (World, Process, Address) = (world, process, address);
        Connection = new SimConnection(world.Store, process) { Silo = address };
        process.Node = this;
        world.Network.Attach(this);
    }

    public SimWorld World { get; }

    public Simulator Simulator => World.Simulator;

    public SimProcess Process { get; }

    public SiloAddress Address { get; }

    /// <summary>The members as far as this process knows.</summary>
    public MembersView View { get; private set; } = MembersView.None;

    protected TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    protected bool DropsExpired { get; set; } = true;

    private protected SimConnection Connection { get; }

    /// <summary>Sends a call.</summary>
    public void Send(GrainReference reference, IInvokable request, InvokeMethodOptions options, Action<Response>? answer)
    {
        request.GetCancellationToken().ThrowIfCancellationRequested();
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
            Context = RequestContextExtensions.Export(SimTypes.Copier),
        };
        if (message.IsOneWay)
            answer?.Invoke(Response.Completed);
        else
            Await(message, timeout, answer!);
        Route(message);
    }

    /// <summary>Sends a call on its way.</summary>
    public abstract void Route(SimMessage message);

    /// <summary>Takes what arrives.</summary>
    public virtual void Take(SimMessage message) => Complete(message.Id, (Response)message.Body);

    /// <summary>Whether nobody waits for the answer any more.</summary>
    public bool IsExpired(SimMessage message) => message.Deadline <= Process.Clock.GetTimestamp();

    /// <summary>A connection has broken.</summary>
    public virtual void OnLost(SiloAddress peer)
    {
    }

    public void Note(string what)
    {
        if (World.Log is { } log)
            log(Process, what);
    }

    /// <summary>Gives a call its answer; one that comes late is dropped.</summary>
    protected void Complete(long id, Response response)
    {
        if (_pending.Remove(id, out var pending))
            pending.Answer(response);
    }

    /// <summary>A call was sent to a silo.</summary>
    protected void NoteTarget(SimMessage message, SiloAddress silo)
    {
        if (message.Origin == Address && _pending.TryGetValue(message.Id, out var pending))
            pending.Target = silo;
    }

    /// <summary>Whoever waits for a silo that is gone waits in vain.</summary>
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

    /// <summary>Keeps the view: news of changes come soon, or not; what did not come is read in the end.</summary>
    protected void Watch()
    {
        var process = Process;
        Action changed = () =>
        {
            if (!process.IsDead && !World.Store.IsCutOff(process.Place) && World.Store.Random.Chance(0.8))
                Simulator.After(World.Store.Random.Between(TimeSpan.FromMilliseconds(1), Second), () => process.Run(() => _ = Refresh()));
        };
        World.Members.Changed += changed;
        process.Died += () => World.Members.Changed -= changed;
        process.Run(() => _ = RefreshAgainAndAgain(process));
    }

    protected async Task Refresh()
    {
        var view = await Connection.Run("members", () => World.Members.View);
        if (view.Version <= View.Version)
            return;
        var before = View;
        View = view;
        Note($"sees version {view.Version}: {string.Join(", ", view.Active)}");
        OnView(before);
    }

    private async Task RefreshAgainAndAgain(SimProcess process)
    {
        while (true)
        {
            try
            {
                await Refresh();
            }
            catch (IOException)
            {
                // The next time.
            }

            await Task.Delay(SimMembers.RefreshPeriod, process.Clock);
        }
    }

    private void Await(SimMessage message, TimeSpan timeout, Action<Response> answer)
    {
        _pending.Add(message.Id, new Pending(answer));
        var process = Process;

        // Orleans looks for calls that took too long once a second.
        Simulator.After(process.Clock.InRealTime(timeout + (Second * World.Network.Random.Unit())), () => process.Run(() =>
            Complete(message.Id, Response.FromException(new TimeoutException($"No answer to {message.Target} within {timeout}.")))));
    }

    private sealed class Pending(Action<Response> answer)
    {
        public Action<Response> Answer => answer;

        public SiloAddress? Target { get; set; }
    }
}
