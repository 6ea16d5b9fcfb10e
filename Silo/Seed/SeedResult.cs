using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansMicro.Silo.Seed;

/// <summary>What was written; the last line of the command.</summary>
/// <param name="Data">The folder.</param>
/// <param name="Seed">See <see cref="SeedOptions.Number"/>.</param>
/// <param name="Sellers">See <see cref="SeedOptions"/>.</param>
/// <param name="Products">See <see cref="SeedOptions"/>.</param>
/// <param name="Customers">See <see cref="SeedOptions"/>.</param>
/// <param name="Orders">See <see cref="SeedOptions"/>.</param>
/// <param name="Rows">Grain states.</param>
/// <param name="Bytes">Size of the file.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record SeedResult(
    string Data, int Seed, int Sellers, int Products, int Customers, int Orders, long Rows, long Bytes, double Seconds);

/// <summary>Serialiser of the result.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SeedResult))]
internal sealed partial class SeedJson : JsonSerializerContext;
