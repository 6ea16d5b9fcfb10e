using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using OrleansMicro.Orders;

namespace OrleansMicro;

/// <summary>How grain state is written to storage: compact JSON through source generation, no reflection.</summary>
public static class StateJson
{
    /// <summary>
    /// The options of every state record. Properties that have their default value are left out, so a property that is added later
    /// needs a default that suits the rows written before it.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            TypeInfoResolver = JsonTypeInfoResolver.Combine(ShopStateJson.Default, SagaStateJson.Default),
        };
        options.Converters.Add(new MoneyJsonConverter());
        options.MakeReadOnly();
        return options;
    }
}
