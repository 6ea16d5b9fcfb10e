namespace Orleans.Runtime;

/// <summary>Links a request into the list of those that wait for their answer.</summary>
internal struct PendingLink
{
    /// <summary>The request before.</summary>
    public RequestBase? Previous;

    /// <summary>The request after.</summary>
    public RequestBase? Next;

    /// <summary>Number of the list plus one; 0 if it is in none.</summary>
    public byte List;
}
