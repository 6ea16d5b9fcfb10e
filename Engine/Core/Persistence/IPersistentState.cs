using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A stored state of a grain, injected by <see cref="PersistentStateAttribute"/> and read before the grain is activated.</summary>
public interface IPersistentState<TState> : IStorage<TState>;

/// <summary>Names a state and where it is stored.</summary>
public interface IPersistentStateConfiguration
{
    /// <summary>The state's name within the grain.</summary>
    string StateName { get; }

    /// <summary>The storage provider's name; null for the default one.</summary>
    string? StorageName { get; }
}

/// <summary>Makes <see cref="IPersistentState{TState}"/> objects.</summary>
public interface IPersistentStateFactory
{
    /// <summary>Makes the state of an activation and has it read before OnActivateAsync.</summary>
    /// <exception cref="Storage.BadProviderConfigException">There is no such storage provider.</exception>
    IPersistentState<TState> Create<TState>(IGrainContext context, IPersistentStateConfiguration config);
}

/// <summary>Injects an <see cref="IPersistentState{TState}"/> into the constructor of a grain.</summary>
/// <param name="stateName">The state's name within the grain.</param>
/// <param name="storageName">The storage provider's name; null for the default one.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null)
    : Attribute, IFacetMetadata, IPersistentStateConfiguration
{
    /// <inheritdoc/>
    public string StateName { get; } = stateName ?? throw new ArgumentNullException(nameof(stateName));

    /// <inheritdoc/>
    public string? StorageName { get; } = storageName;
}
