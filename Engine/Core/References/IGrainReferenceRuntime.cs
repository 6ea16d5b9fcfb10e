namespace Orleans.Runtime;

/// <summary>What a reference needs of the silo or client it belongs to.</summary>
public interface IGrainReferenceRuntime
{
    /// <summary>
    /// Sends a call. Takes ownership of the request and completes it exactly once, unless it is one-way.
    /// Never throws: a call that cannot be sent completes with the exception.
    /// </summary>
    void Invoke(GrainReference reference, RequestBase request);

    /// <summary>Makes a reference of another interface to the same grain.</summary>
    object Cast(IAddressable grain, Type interfaceType);
}
