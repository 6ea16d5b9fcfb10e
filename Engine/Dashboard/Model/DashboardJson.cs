using System.Text.Json.Serialization;

namespace Orleans.Dashboard.Model;

/// <summary>Writes the figures without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(CamelCase<HealthLevel>), typeof(CamelCase<SiloCondition>)])]
[JsonSerializable(typeof(DashboardData))]
[JsonSerializable(typeof(ReminderPage))]
internal sealed partial class DashboardJson : JsonSerializerContext;

/// <summary>Enum values as words that begin small.</summary>
internal sealed class CamelCase<TEnum>() : JsonStringEnumConverter<TEnum>(System.Text.Json.JsonNamingPolicy.CamelCase)
    where TEnum : struct, Enum;
