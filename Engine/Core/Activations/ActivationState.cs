namespace Orleans.Runtime;

/// <summary>The life of an activation.</summary>
internal enum ActivationState
{
    /// <summary>It was made and has not run.</summary>
    Created,

    /// <summary>The grain is being constructed, its state read, OnActivateAsync runs.</summary>
    Activating,

    /// <summary>It serves requests.</summary>
    Valid,

    /// <summary>OnDeactivateAsync runs.</summary>
    Deactivating,

    /// <summary>It is gone.</summary>
    Invalid,
}
