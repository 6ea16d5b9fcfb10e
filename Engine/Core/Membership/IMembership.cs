namespace Orleans.Runtime;

/// <summary>Who is in the cluster. Behind it is the memory of the process, or later a store that the silos share.</summary>
internal interface IMembership
{
    /// <summary>The newest view.</summary>
    MembershipView Current { get; }

    /// <summary>Is called, on any thread, after every change.</summary>
    event Action<MembershipView>? Changed;

    /// <summary>Sets the status of a silo; a dead silo stays dead.</summary>
    ValueTask Update(SiloMember member);
}
