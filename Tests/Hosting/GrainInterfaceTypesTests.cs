using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Metadata;
using OrleansMicro.Carts;
using OrleansMicro.Hosting;

namespace OrleansMicro.Tests.Hosting;

public sealed class GrainInterfaceTypesTests
{
    [Fact]
    public void The_cache_gives_the_ids_that_Orleans_gives()
    {
        using var plain = Client(static _ => { });
        using var cached = Client(static services => services.CacheGrainInterfaceTypes());
        var interfaces = typeof(ICartGrain).Assembly.GetTypes()
            .Where(static type => type.IsInterface && type.IsAssignableTo(typeof(IGrain))).ToArray();

        Assert.NotEmpty(interfaces);
        Assert.All(interfaces, type => Assert.Equal(Resolver(plain).GetGrainInterfaceType(type), Resolver(cached).GetGrainInterfaceType(type)));
        Assert.All(interfaces, type => Assert.Equal(Resolver(plain).GetGrainInterfaceType(type), Resolver(cached).GetGrainInterfaceType(type)));
    }

    [Fact]
    public void The_providers_of_Orleans_are_asked_once()
    {
        var provider = new CountingProvider();
        using var client = Client(services =>
        {
            services.Insert(0, ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider>(provider));
            services.CacheGrainInterfaceTypes();
        });

        Resolver(client).GetGrainInterfaceType(typeof(ICartGrain));
        Resolver(client).GetGrainInterfaceType(typeof(ICartGrain));

        Assert.Equal(1, provider.Calls);
    }

    private static IHost Client(Action<IServiceCollection> configure) => new HostBuilder()
        .UseOrleansClient(client =>
        {
            client.UseLocalhostClustering();
            configure(client.Services);
        })
        .Build();

    private static GrainInterfaceTypeResolver Resolver(IHost host) => host.Services.GetRequiredService<GrainInterfaceTypeResolver>();

    private sealed class CountingProvider : IGrainInterfaceTypeProvider
    {
        public int Calls { get; private set; }

        public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
        {
            Calls++;
            grainInterfaceType = default;
            return false;
        }
    }
}
