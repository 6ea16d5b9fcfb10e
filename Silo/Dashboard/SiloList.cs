using System.Text.Json.Serialization;

namespace OrleansMicro.Silo;

/// <summary>A silo of the cluster and its load.</summary>
/// <param name="Silo">Its address and generation.</param>
/// <param name="Status">Active, Joining, ShuttingDown...</param>
/// <param name="Activations">Grains that are active on it, including those of Orleans.</param>
internal sealed record SiloLoad(string Silo, string Status, int Activations);

/// <summary>The silos of the cluster at <c>/silos</c>, for the operator only: lets a script see how grains are distributed.</summary>
internal static class SiloList
{
    /// <summary>Where the list is.</summary>
    public const string Path = "/silos";

    public static void MapSiloList(this WebApplication app) =>
        app.MapGet(Path, (RequestDelegate)Answer).ForOperator();

    private static async Task Answer(HttpContext http)
    {
        var management = http.RequestServices.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
        var silos = await management.GetHosts(onlyActive: true);
        var statistics = await management.GetSimpleGrainStatistics();
        var loads = silos
            .Select(silo => new SiloLoad(
                silo.Key.ToParsableString(),
                silo.Value.ToString(),
                statistics.Where(grain => grain.SiloAddress.Equals(silo.Key)).Sum(grain => grain.ActivationCount)))
            .OrderBy(load => load.Silo, StringComparer.Ordinal)
            .ToArray();
        await http.Response.WriteAsJsonAsync(loads, SiloListJson.Default.SiloLoadArray, cancellationToken: http.RequestAborted);
    }
}

/// <summary>JSON of the list.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SiloLoad[]))]
internal sealed partial class SiloListJson : JsonSerializerContext;
