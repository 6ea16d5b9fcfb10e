using Orleans.CodeGeneration;
using Orleans.Serialization.Invocation;
using Orleans.Storage;

namespace OrleansMicro.Simulation.Runtime;

/// <summary>The calls of an activation: which wait, which run, and which may interleave, by the rules of Orleans' <c>ActivationData</c>.</summary>
internal sealed class ActivationCalls(SimActivation activation, SiloRuntime silo)
{
    private readonly List<SimMessage> _waiting = [];
    private readonly List<SimMessage> _running = [];
    private SimMessage? _blocking;
    private bool _isPumping;

    /// <summary>Whether no call waits or runs.</summary>
    public bool IsEmpty => _running.Count == 0 && _waiting.Count == 0;

    /// <summary>How many calls wait.</summary>
    public int WaitingCount => _waiting.Count;

    /// <summary>Whether no call runs.</summary>
    public bool IsIdle => _running.Count == 0;

    public void Add(SimMessage message)
    {
        _waiting.Add(message);
        Signal();
    }

    /// <summary>Looks for calls that can start, in the next turn.</summary>
    public void Signal()
    {
        if (_isPumping)
            return;
        _isPumping = true;
        activation.Turns.QueueAction(Pump);
    }

    /// <summary>Takes the waiting calls out, when the activation ends.</summary>
    public List<SimMessage> Drain()
    {
        List<SimMessage> calls = [.. _waiting.Where(static message => !message.IsTick)];
        _waiting.Clear();
        return calls;
    }

    /// <summary>Cancels a call. One that is not here can still be on its way, so this looks again a few times.</summary>
    public async Task Cancel(SimMessage cancellation)
    {
        for (var left = ClusterTimings.CancellationRetries; !TryCancel(cancellation) && left > 0; left--)
            await Task.Delay(ClusterTimings.CancellationRetry, silo.Process.Clock);
    }

    /// <summary>Removes a call that waits, or signals the token of one that runs; false if the call is not here.</summary>
    private bool TryCancel(SimMessage cancellation)
    {
        if (_running.Find(IsMeant) is { Body: IInvokable request })
            return request.TryCancel() || !request.IsCancellable;
        if (_waiting.Find(IsMeant) is not { } waiting)
            return false;
        _waiting.Remove(waiting);
        silo.Respond(waiting, Response.FromException(new OperationCanceledException()));
        return true;

        bool IsMeant(SimMessage message) => message.Id == cancellation.Id && message.Origin == cancellation.Origin && message.Body is IInvokable;
    }

    private void Pump()
    {
        _isPumping = false;
        activation.EndIfDue();
        for (var i = 0; i < _waiting.Count && activation.State == SimActivation.Stage.Valid;)
        {
            var message = _waiting[i];
            if (!MayRun(message))
            {
                i++;
                continue;
            }

            _waiting.RemoveAt(i);
            _running.Add(message);
            if (!message.AlwaysInterleaves)
                _blocking ??= message;
            _ = Run(message);
        }
    }

    private bool MayRun(SimMessage message) =>
        IsIdle
        || message.AlwaysInterleaves
        || _blocking is null
        || (_blocking.Options & message.Options & InvokeMethodOptions.ReadOnly) != 0
        || activation.Class.IsReentrant;

    private async Task Run(SimMessage message)
    {
        try
        {
            if (message.Body is Func<Task> tick)
                await tick();
            else if (message.IsCancellation)
                await Cancel(message);
            else if (!silo.IsExpired(message))
                await Answer(message);
        }
        catch (Exception exception)
        {
            silo.Note($"a timer or a cancellation of {activation.GrainId} failed: {exception.Message}");
        }

        _running.Remove(message);
        if (_blocking == message)
            _blocking = null;
        if (_running.Count == 0)
            _blocking = null;
        Signal();
    }

    private async Task Answer(SimMessage message)
    {
        if (message.Context is { Count: > 0 } context)
            RequestContextExtensions.Import(context);
        Response response;
        try
        {
            var request = (IInvokable)message.Body;
            request.SetTarget(activation);
            silo.World.OnCall?.Invoke(activation, message);
            if (silo.Filters.Length > 0 || activation.GrainInstance is IIncomingGrainCallFilter)
            {
                var call = new SimCall(message, activation, request, silo.Filters);
                await call.Invoke();
                response = call.Response!;
            }
            else
            {
                response = OrleansTypes.Copier.Copy(await request.Invoke());
            }

            request.Dispose();
        }
        catch (Exception exception)
        {
            response = Response.FromException(exception);
        }

        if (response.Exception is InconsistentStateException inconsistent && OrleansInternals.IsSourceActivation(inconsistent))
        {
            OrleansInternals.SetIsSourceActivation(inconsistent, false);
            activation.Deactivate(new DeactivationReason(DeactivationReasonCode.ApplicationError, "Another activation has written the state."));
        }

        if (!message.IsOneWay)
            silo.Respond(message, response);
    }
}
