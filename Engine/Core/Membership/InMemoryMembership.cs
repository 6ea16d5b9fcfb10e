namespace Orleans.Runtime;

/// <summary>The membership of a cluster whose silos live in one process.</summary>
internal sealed class InMemoryMembership : IMembership
{
    private readonly Lock _lock = new();
    private volatile MembershipView _current = MembershipView.Empty;

    /// <inheritdoc/>
    public event Action<MembershipView>? Changed;

    /// <inheritdoc/>
    public MembershipView Current => _current;

    /// <inheritdoc/>
    public ValueTask Update(SiloMember member)
    {
        MembershipView next;
        lock (_lock)
        {
            if (_current.StatusOf(member.Address) is var status && (status == SiloStatus.Dead || status == member.Status))
                return default;
            _current = next = _current.With(member);
        }

        Changed?.Invoke(next);
        return default;
    }
}
