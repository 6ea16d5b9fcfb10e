namespace Orleans.Runtime;

/// <summary>Who is in the cluster. Behind it is the memory of the process, or a store that the silos share.</summary>
internal interface IMembership
{
    /// <summary>The newest view that is known here. Others may know a newer one.</summary>
    MembershipView Current { get; }

    /// <summary>Whether others may know a newer view than this one, so that it is worth asking.</summary>
    bool MayLag => false;

    /// <summary>Is called, on any thread, after every change.</summary>
    event Action<MembershipView>? Changed;

    /// <summary>Is called once if the cluster takes this silo for dead, with the reason: it must stop at once.</summary>
    event Action<string>? Expelled
    {
        add { }
        remove { }
    }

    /// <summary>Makes the view known for the first time; waits for the store where it isn't there yet.</summary>
    Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sets the status of a silo; a dead silo stays dead.</summary>
    ValueTask Update(SiloMember member);

    /// <summary>Looks for a newer view. It doesn't fail: if the store doesn't answer, the view stays as it is.</summary>
    ValueTask Refresh() => default;
}
