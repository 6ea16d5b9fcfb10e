using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OrleansMicro.Orders;
using OrleansMicro.Sellers;

namespace OrleansMicro;

/// <summary>How grain state is written to storage: compact JSON through source generation, no reflection.</summary>
public static class StateJson
{
    /// <summary>
    /// The options of every state record. Properties that have their default value are left out. What a row does not hold is given to the
    /// <c>init</c> accessor as null or zero, past the property's initialiser (so source generation does it), so the accessor of a property
    /// that must not be null replaces it: see <see cref="OrEmpty"/>.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>The array, or an empty one for a row that was written before the array existed.</summary>
    public static ImmutableArray<T> OrEmpty<T>(this ImmutableArray<T> array) => array.IsDefault ? [] : array;

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ShopStateJson.Default, OrderStateJson.Default),
        };
        options.Converters.Add(new MoneyJsonConverter());
        options.Converters.Add(new LedgerEntryJson());
        options.MakeReadOnly();
        return options;
    }
}
