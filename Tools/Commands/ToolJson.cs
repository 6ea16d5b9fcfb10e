using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansMicro.Tools.Chaos;

namespace OrleansMicro.Tools.Commands;

/// <summary>Source-generated serialisers of the final lines.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ChaosResult))]
internal sealed partial class ToolJson : JsonSerializerContext;
