using Orleans.Metadata;
using OrleansMicro.Catalog;

namespace OrleansMicro.Tests.Engine.Internals.Runtime;

/// <summary>Clients that have the interfaces of grains and not their classes.</summary>
public sealed class ClassElsewhereTests
{
    public static TheoryData<Type> Interfaces() =>
        [.. typeof(IProductGrain).Assembly.GetExportedTypes().Where(static type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type))];

    [Theory]
    [MemberData(nameof(Interfaces))]
    public void Every_grain_of_the_marketplace_is_found_by_its_interface_alone(Type type) =>
        Assert.Equal(EngineManifest.Current.GetGrainClass(type).GrainType, GrainTypeNames.OfClassElsewhere(type));

    [Fact]
    public void A_generic_interface_tells_nothing() => Assert.Null(GrainTypeNames.OfClassElsewhere(typeof(IComparable<int>)));
}
