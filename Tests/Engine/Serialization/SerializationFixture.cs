using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace OrleansMicro.Tests.Engine.Serialization;

/// <summary>The serializer and copier as an application gets them.</summary>
internal static class SerializationFixture
{
    private static readonly ServiceProvider Services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public static Serializer Serializer => Services.GetRequiredService<Serializer>();

    public static DeepCopier Copier => Services.GetRequiredService<DeepCopier>();

    /// <summary>Writes the value and reads it back.</summary>
    public static T RoundTrip<T>(T value) => Serializer.Deserialize<T>(Serializer.SerializeToArray(value))!;
}
