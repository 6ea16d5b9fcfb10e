using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace OrleansMicro.Silo.Storage;

/// <summary>Brings stored JSON of a state type from one schema version to the next.</summary>
/// <param name="StateType">The state's type.</param>
/// <param name="FromVersion">The version that this takes; it gives the next one. The first version is 1.</param>
/// <param name="Upgrade">Changes the JSON.</param>
public record StateUpgrade(Type StateType, int FromVersion, Func<JsonObject, JsonObject> Upgrade);

/// <summary>
/// All upgrades, by state type. A type's current schema version is 1 plus the number of its upgrades. A change that only adds
/// properties needs none: what is missing keeps its default.
/// </summary>
public sealed class StateUpgrades
{
    private readonly FrozenDictionary<Type, Func<JsonObject, JsonObject>[]> _upgrades;

    /// <summary>Collects the registered upgrades; throws <see cref="InvalidOperationException"/> if a type's versions have a gap.</summary>
    public StateUpgrades(IEnumerable<StateUpgrade> upgrades) =>
        _upgrades = upgrades.GroupBy(static upgrade => upgrade.StateType).ToFrozenDictionary(
            static group => group.Key,
            static group => Ordered(group.Key, [.. group.OrderBy(static upgrade => upgrade.FromVersion)]));

    /// <summary>The schema version that a state of this type is written with.</summary>
    public int CurrentVersion(Type stateType) => _upgrades.TryGetValue(stateType, out var steps) ? steps.Length + 1 : 1;

    /// <summary>Brings JSON of an older version to the current one.</summary>
    public JsonObject Upgrade(Type stateType, int version, JsonObject state) =>
        _upgrades[stateType].Skip(version - 1).Aggregate(state, static (json, step) => step(json));

    private static Func<JsonObject, JsonObject>[] Ordered(Type type, StateUpgrade[] steps)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].FromVersion != i + 1)
                throw new InvalidOperationException($"{type.Name} has no upgrade from schema version {i + 1}, or two of them.");
        }

        return [.. steps.Select(static step => step.Upgrade)];
    }
}
