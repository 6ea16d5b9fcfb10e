using System.Collections.Frozen;

namespace Orleans.Runtime;

/// <content>Joining and leaving the cluster, and activations that come and go.</content>
internal sealed partial class SiloRuntime
{
    /// <summary>Starts to take messages.</summary>
    public void Open()
    {
        Remote.Open(SiloAddress, OnFrame);
        _parts.Membership.Changed += OnMembershipChanged;
        OnMembershipChanged(_parts.Membership.Current);
    }

    /// <summary>Ends all activations: they finish what they have begun; until then calls are still served.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "This process is terminating.");
        while (true)
        {
            // Activations that end may call others that have ended, so this repeats until all is quiet.
            var activations = Activations.ToArray();
            if (activations.Length == 0)
                return;
            var othersTakeOver = _view.Owners.Any(owner => !owner.Equals(SiloAddress));
            foreach (var activation in activations)
            {
                if (othersTakeOver)
                    activation.Deactivate(reason, cancellationToken);
                else
                    activation.DeactivateAfterDrain(reason, cancellationToken);
            }

            await Task.WhenAll(activations.Select(static activation => activation.Deactivated)).WaitAsync(cancellationToken).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (cancellationToken.IsCancellationRequested)
            {
                LogDrainIncomplete(_logger, SiloAddress, activations.Length);
                return;
            }

            await Task.Yield();
        }
    }

    /// <summary>Stops: calls that still wait are failed, and nothing is taken any more.</summary>
    public void Close()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        _parts.Membership.Changed -= OnMembershipChanged;
        StopSweeping();
        Remote.Close();
        foreach (var request in Remote.TakeAll().Concat(_pending.TakeAll()))
        {
            request.CancellationWatch?.Dispose();
            request.FinishFailed(new SiloUnavailableException(
                $"The silo {SiloAddress} has stopped and can't process the request: {request}."));
        }
    }

    /// <summary>Stops as a crash does: no turn runs any more, nothing is deactivated.</summary>
    public void Kill()
    {
        _isKilled = true;
        foreach (var activation in Activations)
            activation.StopTimers();
        Close();
    }

    /// <summary>Deactivates what was idle for longer than <paramref name="age"/>, or else than its class allows.</summary>
    public void CollectIdle(TimeSpan? age = null)
    {
        var now = IdleClock.Now;
        var reason = new DeactivationReason(DeactivationReasonCode.ActivationIdle, "The activation was idle for longer than its age limit.");
        foreach (var activation in Activations)
        {
            var limit = age ?? activation.Class.CollectionAge;
            if (limit == Timeout.InfiniteTimeSpan || activation.KeepAliveUntil > now
                || activation.State != ActivationState.Valid || !activation.IsIdle)
                continue;
            if (now - activation.LastUsed >= (long)limit.TotalMilliseconds)
                activation.Deactivate(reason);
        }
    }

    /// <inheritdoc/>
    public void OnActivated(Activation activation)
    {
        if (!Owns(activation))
            Move(activation);
    }

    /// <inheritdoc/>
    public void OnGone(Activation activation)
    {
        if (activation.Group is { } group)
            group.Remove(activation);
        else
            _targets.TryRemove(KeyValuePair.Create<GrainId, ICallTarget>(activation.GrainId, activation));
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    private static void Move(Activation activation) => activation.Deactivate(
        new(DeactivationReasonCode.DirectoryFailure, "The grain belongs to another silo since the membership has changed."));

    private bool Owns(Activation activation) =>
        activation.Group is not null || OwnerOf(activation.GrainId, activation.Class) is not { } owner || owner.Equals(SiloAddress);

    /// <summary>
    /// The silos that were declared dead. One that was seen to leave first is none of them: what it passed on may still be under way.
    /// </summary>
    private FrozenSet<SiloAddress> OutlawsOf(MembershipView before, MembershipView view) => view.Members.Values
        .Where(member => member.Status == SiloStatus.Dead
            && (_outlaws.Contains(member.Address) || before.StatusOf(member.Address) is not (SiloStatus.ShuttingDown or SiloStatus.Stopping or SiloStatus.Dead)))
        .Select(static member => member.Address)
        .ToFrozenSet();

    private void OnMembershipChanged(MembershipView view)
    {
        MembershipView before;
        lock (_viewLock)
        {
            // Notifications of two changes may meet on two threads.
            before = _view;
            if (view.Version < before.Version)
                return;

            // First the question to the others, then the view: no grain may be activated by it before.
            if (MayGain(before, view))
                _handover = Handover.Begin(view, LivingOthers(view), AskToAdopt);
            _outlaws = OutlawsOf(before, view);
            _view = view;
        }

        foreach (var member in view.Members.Values)
        {
            // A view in which it was about to leave may have been skipped.
            var was = before.StatusOf(member.Address);
            if (member.Status == SiloStatus.Dead && was != SiloStatus.Dead)
                Remote.OnSiloGone(member.Address, hasLeftInOrder: was is SiloStatus.Active or SiloStatus.ShuttingDown);
        }

        if (view.StatusOf(SiloAddress) == SiloStatus.Active)
        {
            foreach (var activation in Activations)
            {
                if (!Owns(activation))
                    Move(activation);
            }
        }
    }
}
