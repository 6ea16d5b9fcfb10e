using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansMicro.Bench.Flash;
using OrleansMicro.Bench.Load;
using OrleansMicro.Bench.Oversell;
using OrleansMicro.Bench.Reads;
using OrleansMicro.Bench.Replay;
using OrleansMicro.Bench.Smoke;
using OrleansMicro.Bench.Yardstick;

namespace OrleansMicro.Bench.Commands;

/// <summary>Source-generated serialisers of the final lines.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ReplayResult))]
[JsonSerializable(typeof(OversellResult))]
[JsonSerializable(typeof(LoadResult))]
[JsonSerializable(typeof(ReadsResult))]
[JsonSerializable(typeof(SmokeResult))]
[JsonSerializable(typeof(YardstickResult))]
[JsonSerializable(typeof(FlashResult))]
[JsonSerializable(typeof(HotResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
