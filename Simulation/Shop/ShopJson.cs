using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace OrleansMicro.Simulation.Shop;

/// <summary>Serializes states in the product's storage format.</summary>
internal sealed class ShopJson : IGrainStorageSerializer
{
    public static ShopJson Instance { get; } = new();

    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input, TypeOf<T>()));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize(input.ToMemory().Span, TypeOf<T>());

    private static JsonTypeInfo<T?> TypeOf<T>() => (JsonTypeInfo<T?>)StateJson.Options.GetTypeInfo(typeof(T));
}
