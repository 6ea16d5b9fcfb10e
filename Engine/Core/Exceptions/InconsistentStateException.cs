using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>A write was refused because the stored version is not the one this activation had read; its state is stale.</summary>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    /// <summary>Creates the exception with a default message.</summary>
    public InconsistentStateException() : this("The stored state has changed.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public InconsistentStateException(string message) : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public InconsistentStateException(string message, Exception? innerException) : base(message, innerException!)
    {
    }

    /// <summary>Creates the exception with the versions that differ.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag) : base(errorMsg)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>Creates the exception with the versions that differ.</summary>
    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    /// <summary>Creates the exception with the versions that differ.</summary>
    public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
        : this(storageException?.Message ?? "The stored state has changed.", storedEtag, currentEtag, storageException)
    {
    }

    /// <summary>The version that is stored, where known.</summary>
    [Id(0)]
    public string? StoredEtag { get; private set; }

    /// <summary>The version that the writer had read.</summary>
    [Id(1)]
    public string? CurrentEtag { get; private set; }

    /// <summary>Whether the activation that failed has been dealt with, so that those which pass the exception on are left alone.</summary>
    [Id(2)]
    internal bool IsHandled { get; set; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"InconsistentStateException: {Message} Expected Etag={CurrentEtag} Received Etag={StoredEtag} {InnerException}";
}
