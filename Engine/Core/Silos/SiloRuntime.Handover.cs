using Orleans.Metadata;

namespace Orleans.Runtime;

/// <content>Taking grains over from other silos, and letting go of them.</content>
internal sealed partial class SiloRuntime
{
    // Longer than a lease lasts: a silo that is gone is dead before this is over.
    private static readonly TimeSpan MaxWaitForOthers = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PauseBetweenQuestions = TimeSpan.FromMilliseconds(50);

    /// <summary>The control grain of another silo.</summary>
    public ISiloControl ControlOf(SiloAddress silo) =>
        (ISiloControl)(object)References.Get(SiloControl.IdOf(silo), EngineManifest.Current.GetInterface(typeof(ISiloControl)));

    /// <summary>
    /// Takes note of the view of another silo; says which of the grains that are its own by that view still have activations here, whoever owns them by
    /// the view that is known here, which may be a newer one.
    /// </summary>
    /// <exception cref="OrleansMessageRejectionException">That view, or a later one, isn't known here yet.</exception>
    public async Task<Holdings> Adopt(MembershipVersion version, SiloAddress newOwner, SiloAddress[] owners)
    {
        if (!Knows(version, newOwner, owners))
            await _parts.Membership.Refresh();
        if (!Knows(version, newOwner, owners))
            throw new OrleansMessageRejectionException($"Silo {SiloAddress} knows the membership of version {_view.Version} and not {version} with {newOwner} in it.");
        var holdings = new Holdings();
        foreach (var activation in Activations)
        {
            if (activation.Group is not null || SiloControl.IsOne(activation.GrainId)
                || RendezvousPlacement.OwnerOf(activation.GrainId, owners) != newOwner)
                continue;
            holdings.HasMore = holdings.Grains.Count == Holdings.MaxListed;
            if (holdings.HasMore)
                break;
            holdings.Grains.Add(activation.GrainId);
        }

        return holdings;
    }

    /// <summary>
    /// Whether the view here is that one or follows it. The number alone does not tell: a table that has lost its last second counts on from an older
    /// version, with other silos in it, until it is raised.
    /// </summary>
    private bool Knows(MembershipVersion version, SiloAddress newOwner, SiloAddress[] owners)
    {
        var view = _view;
        return view.Version == version ? view.Owners.AsSpan().SequenceEqual(owners)
            : view.Version > version && view.StatusOf(newOwner) > SiloStatus.Joining;
    }

    /// <summary>Ends the activation of a grain that another silo owns now; completes when it is gone.</summary>
    public Task Release(GrainId grainId)
    {
        if (FindActivation(grainId) is not { } activation)
            return Task.CompletedTask;
        Move(activation);
        return activation.Deactivated;
    }

    /// <inheritdoc/>
    public ValueTask TakeOver(Activation activation)
    {
        if (activation.Group is not null || SiloControl.IsOne(activation.GrainId) || _handover is not { } handover)
            return default;
        return handover.Asked.IsCompleted && handover.HoldersOf(activation.GrainId) is null ? default : new(TakeOver(activation.GrainId));
    }

    private async Task TakeOver(GrainId grainId)
    {
        Handover handover;
        do
        {
            handover = _handover!;
            await handover.Asked;
        }
        while (!ReferenceEquals(handover, _handover));

        if (handover.HoldersOf(grainId) is not { } holders)
            return;
        await Task.WhenAll(holders.Select(holder => Release(grainId, holder)));
        handover.Forget(grainId);
    }

    // What the holder may still write after that is refused by the ETag.
    private async Task Release(GrainId grainId, SiloAddress holder) => await Ask(
        holder,
        _view,
        _parts.Collection.DeactivationTimeout,
        async control =>
        {
            await control.Release(grainId);
            return true;
        },
        exception => LogNotReleased(_logger, exception, holder, grainId));

    private async Task<Holdings?> AskToAdopt(SiloAddress other, MembershipView view)
    {
        // Not on the thread that brings the news.
        await Task.Yield();
        return await Ask(
            other, view, MaxWaitForOthers, control => control.Adopt(view.Version.Value, SiloAddress, view.Owners), exception => LogNotAdopted(_logger, exception, other, view.Version.Value));
    }

    /// <summary>
    /// Asks another silo until it answers, is gone or has not answered for too long; then the answer is the default. Whatever it is that the other cannot
    /// do, as it stops for instance, it is no failure of the grain that waits here.
    /// </summary>
    private async Task<T?> Ask<T>(SiloAddress other, MembershipView view, TimeSpan patience, Func<ISiloControl, Task<T>> ask, Action<Exception> logGivenUp)
    {
        var limit = CallClock.Now + (long)patience.TotalMilliseconds;
        while (IsLiving(other, view) && !_isStopped)
        {
            try
            {
                return await ask(ControlOf(other)).WaitAsync(patience, ActivationTime);
            }
            catch (Exception exception)
            {
                if (CallClock.Now >= limit)
                {
                    logGivenUp(exception);
                    return default;
                }
            }

            await Task.Delay(PauseBetweenQuestions, ActivationTime);
        }

        return default;
    }

    /// <summary>By the newer of the view in force and one that is about to be: what it asks for comes before it.</summary>
    private bool IsLiving(SiloAddress silo, MembershipView next)
    {
        var view = _view;
        return (next.Version > view.Version ? next : view).StatusOf(silo) is SiloStatus.Active or SiloStatus.ShuttingDown;
    }

    private List<SiloAddress> LivingOthers(MembershipView view) =>
    [
        .. view.Members.Values
            .Where(member => member.Status is SiloStatus.Active or SiloStatus.ShuttingDown && member.Address != SiloAddress)
            .Select(static member => member.Address),
    ];

    /// <summary>Whether this silo may own grains by the new view that it did not own by the old one.</summary>
    private bool MayGain(MembershipView before, MembershipView view) =>
        view.Owners.Contains(SiloAddress)
        && (!before.Owners.Contains(SiloAddress)
            || before.Owners.Except(view.Owners).Any()
            || view.Members.Values.Any(member =>
                member.Status == SiloStatus.ShuttingDown && before.StatusOf(member.Address) != SiloStatus.ShuttingDown));
}
