using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OrleansMicro.Silo.Storage;

namespace OrleansMicro.Tests.Shared.Storage;

/// <summary>Stored state as JSON, for states of tests.</summary>
internal static class SampleJson
{
    public static JsonGrainStorageSerializer Serializer(params StateUpgrade[] upgrades) =>
        new(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }, new StateUpgrades(upgrades));
}
