namespace Orleans.Runtime.Tcp;

/// <summary>What a client without a store of its own knows of the cluster: what silos tell it.</summary>
internal sealed class PushedMembership : IMembership
{
    private readonly Lock _lock = new();
    private volatile MembershipView _current = MembershipView.Empty;
    private MembershipVersion _told = MembershipVersion.MinValue;

    /// <inheritdoc/>
    public event Action<MembershipView>? Changed;

    /// <inheritdoc/>
    public MembershipView Current => _current;

    /// <inheritdoc/>
    public ValueTask Update(SiloMember member) => throw new NotSupportedException("A client doesn't change the membership.");

    /// <summary>Takes the view of a silo, unless a newer one of the same cluster is known.</summary>
    public void Take(SiloAddress from, MembershipView view)
    {
        MembershipView next;
        lock (_lock)
        {
            // A silo that nobody has spoken of begins a new life of the cluster, which counts its versions anew.
            if (view.Version <= _told && _current.Members.ContainsKey(from))
                return;
            _told = view.Version;

            // Who is in a view no more is dead: its calls must not wait for it.
            var members = view.Members;
            foreach (var member in _current.Members.Values)
            {
                if (!members.ContainsKey(member.Address) && member.Status != SiloStatus.Dead)
                    members = members.Add(member.Address, member with { Status = SiloStatus.Dead });
            }

            _current = next = new MembershipView(new MembershipVersion(_current.Version.Value + 1), members);
        }

        Changed?.Invoke(next);
    }
}
