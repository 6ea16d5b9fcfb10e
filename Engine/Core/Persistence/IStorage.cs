namespace Orleans.Core;

/// <summary>Access to one stored state.</summary>
public interface IStorage
{
    /// <summary>The version of the state as last read or written; null if it doesn't exist.</summary>
    string? Etag { get; }

    /// <summary>Whether the state is stored.</summary>
    bool RecordExists { get; }

    /// <summary>Removes the stored state and resets the one in memory.</summary>
    Task ClearStateAsync();

    /// <summary>Removes the stored state and resets the one in memory.</summary>
    Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

    /// <summary>Stores the state.</summary>
    /// <exception cref="Storage.InconsistentStateException">Something else has written since this activation read.</exception>
    Task WriteStateAsync();

    /// <summary>Stores the state.</summary>
    /// <exception cref="Storage.InconsistentStateException">Something else has written since this activation read.</exception>
    Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

    /// <summary>Replaces the state in memory by what is stored.</summary>
    Task ReadStateAsync();

    /// <summary>Replaces the state in memory by what is stored.</summary>
    Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
}

/// <summary>Access to one stored state of type <typeparamref name="TState"/>.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The state in memory.</summary>
    TState State { get; set; }
}
