namespace Orleans;

/// <summary>Why an activation ends.</summary>
public readonly struct DeactivationReason
{
    /// <summary>Creates the reason.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text) : this(code, null, text)
    {
    }

    /// <summary>Creates the reason.</summary>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
    {
        ReasonCode = code;
        Exception = exception;
        Description = text;
    }

    /// <summary>The kind of reason.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>The reason in words.</summary>
    public string Description { get; }

    /// <summary>The error that led to it, if one did.</summary>
    public Exception? Exception { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        Exception is null ? $"{ReasonCode}: {Description}." : $"{ReasonCode}: {Description}. Exception: {Exception}";
}

/// <summary>Kinds of <see cref="DeactivationReason"/>.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The silo stops.</summary>
    ShuttingDown = 1,

    /// <summary>It failed to start.</summary>
    ActivationFailed = 2,

    /// <summary>The grain belongs to another silo.</summary>
    DirectoryFailure = 3,

    /// <summary>It was idle for long.</summary>
    ActivationIdle = 4,

    /// <summary>It doesn't answer.</summary>
    ActivationUnresponsive = 5,

    /// <summary>There is another activation of the grain.</summary>
    DuplicateActivation = 6,

    /// <summary>It cannot serve a request.</summary>
    IncompatibleRequest = 7,

    /// <summary>The grain failed in a way that its state can't be trusted.</summary>
    ApplicationError = 8,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested = 9,

    /// <summary>It moves to another silo.</summary>
    Migrating = 10,

    /// <summary>The engine asked for it.</summary>
    RuntimeRequested = 11,

    /// <summary>Memory is short.</summary>
    HighMemoryPressure = 12,
}
