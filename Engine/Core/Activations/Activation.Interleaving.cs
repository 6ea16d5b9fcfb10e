using Orleans.Core.Internal;

namespace Orleans.Runtime;

/// <content>The rules of interleaving.</content>
internal sealed partial class Activation : ICallChainReentrantGrainContext
{
    /// <inheritdoc/>
    public void OnEnterReentrantSection(Guid reentrancyId)
    {
        var sections = _reentrantSections ??= [];
        sections[reentrancyId] = sections.GetValueOrDefault(reentrancyId) + 1;
    }

    /// <inheritdoc/>
    public void OnExitReentrantSection(Guid reentrancyId)
    {
        if (_reentrantSections is not { } sections || !sections.TryGetValue(reentrancyId, out var depth))
            throw new InvalidOperationException("Trying to exit a reentrant section which was not entered.");
        if (depth > 1)
            sections[reentrancyId] = depth - 1;
        else
            sections.Remove(reentrancyId);
    }

    private bool MayStart(GrainWork work)
    {
        // An activation that is to end starts nothing new, except what running work may depend on.
        if (_running == 0)
            return !IsClosed;
        if (work.IsAlwaysInterleave || IsInReentrantSection(work))
            return true;
        if (IsClosed)
            return false;
        if (_blocking is not { } blocking)
            return true;
        if (blocking.IsReadOnly && work.IsReadOnly)
            return _firstWaiting is null || _router.CallClock.Now - _firstWaiting.WaitingSince <= MaxOvertakingMilliseconds;
        if (_class.IsReentrant)
            return true;
        return _class.MayInterleave is { } mayInterleave && GrainInstance is { } grain
            && ((work is RequestBase request && mayInterleave(grain, request))
                || (blocking is RequestBase running && mayInterleave(grain, running)));
    }

    private bool IsInReentrantSection(GrainWork work)
    {
        if (_reentrantSections is not { Count: > 0 } sections)
            return false;
        var chain = work.ReentrancyId;
        return chain != Guid.Empty && sections.ContainsKey(chain);
    }
}
