namespace OrleansMicro.Tests.Engine.Internals.Membership;

/// <summary>One silo's own view of a membership, which gets changes late: when a test lets it, after a delay, or when it looks.</summary>
internal sealed class LaggingMembership : IMembership
{
    private readonly InMemoryMembership _truth;
    private readonly Lock _lock = new();
    private volatile MembershipView _current;

    public LaggingMembership(InMemoryMembership truth)
    {
        _truth = truth;
        _current = truth.Current;
        truth.Changed += OnNews;
    }

    public event Action<MembershipView>? Changed;

    public MembershipView Current => _current;

    public bool MayLag => true;

    /// <summary>Whether it learns nothing, not even when it looks.</summary>
    public bool IsDeaf { get; set; }

    /// <summary>How long news take.</summary>
    public Func<TimeSpan> Delay { get; set; } = static () => TimeSpan.Zero;

    public async ValueTask Update(SiloMember member)
    {
        await _truth.Update(member);
        CatchUp();
    }

    public ValueTask Refresh()
    {
        if (!IsDeaf)
            CatchUp();
        return default;
    }

    /// <summary>Learns all there is.</summary>
    public void CatchUp()
    {
        lock (_lock)
        {
            // Not every view is seen by everyone: what is in between may be skipped.
            var next = _truth.Current;
            if (next.Version <= _current.Version)
                return;
            _current = next;
        }

        Changed?.Invoke(_current);
    }

    private void OnNews(MembershipView view)
    {
        _ = Learn();
    }

    private async Task Learn()
    {
        await Task.Delay(Delay());
        if (!IsDeaf)
            CatchUp();
    }
}
