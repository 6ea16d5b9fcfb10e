using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>
/// What a silo does once for every view by which it may own grains that others owned before, so that silos that learn of a change at
/// different times never both activate a grain: it asks every other silo that lives to take note of the view. From then on none
/// activates a grain that isn't its own any more; what a silo still has it lists, and only such a grain must be asked for by itself.
/// </summary>
internal sealed class Handover
{
    private readonly ConcurrentDictionary<GrainId, SiloAddress> _held = new();
    private readonly ConcurrentDictionary<SiloAddress, bool> _unlisted = new();

    private Handover(MembershipView view)
    {
        View = view;
        Asked = Task.CompletedTask;
    }

    /// <summary>The view.</summary>
    public MembershipView View { get; }

    /// <summary>Completes, without failing, when all have taken note or are dead, or nothing is waited for any longer.</summary>
    public Task Asked { get; private set; }

    /// <summary>Starts to ask.</summary>
    /// <param name="view">The view.</param>
    /// <param name="others">The other silos that live.</param>
    /// <param name="ask">Asks a silo until it has answered, or is dead: then the answer is null.</param>
    public static Handover Begin(MembershipView view, IReadOnlyCollection<SiloAddress> others, Func<SiloAddress, MembershipView, Task<Holdings?>> ask)
    {
        var handover = new Handover(view);
        if (others.Count > 0)
            handover.Asked = Task.WhenAll(others.Select(other => handover.AskAsync(other, ask)));
        return handover;
    }

    /// <summary>The silos that may still have an activation of the grain, or null if there are none.</summary>
    public List<SiloAddress>? HoldersOf(in GrainId grainId)
    {
        if (_held.IsEmpty && _unlisted.IsEmpty)
            return null;
        List<SiloAddress>? holders = _unlisted.IsEmpty ? null : [.. _unlisted.Keys];
        if (_held.TryGetValue(grainId, out var holder) && holders?.Contains(holder) != true)
            (holders ??= []).Add(holder);
        return holders;
    }

    /// <summary>The grain has been let go of.</summary>
    public void Forget(in GrainId grainId) => _held.TryRemove(grainId, out _);

    private async Task AskAsync(SiloAddress other, Func<SiloAddress, MembershipView, Task<Holdings?>> ask)
    {
        if (await ask(other, View) is not { } holdings)
            return;
        if (holdings.HasMore)
            _unlisted[other] = true;
        foreach (var grain in holdings.Grains)
            _held[grain] = other;
    }
}
