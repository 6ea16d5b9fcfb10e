using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Json;

/// <summary>Writes <c>ReadyToShip</c> as <c>readyToShip</c>.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
