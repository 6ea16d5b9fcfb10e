using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansMicro.Tests.Api;

/// <summary>A whole server over real HTTP on a folder of its own, shared by the tests of this area: each takes ids of its own.</summary>
public sealed class ShopHost : IAsyncLifetime
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), "orleansmicro-api-" + Path.GetRandomFileName());
    private WebApplication _app = null!;

    /// <summary>Where the server listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>A client of the server.</summary>
    public ShopClient Client { get; private set; } = null!;

    /// <summary>What the server has mapped, also outside the document of the API.</summary>
    public IEnumerable<RouteEndpoint> Routes => _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public async Task InitializeAsync()
    {
        _app = SingleServer.Create(["--urls", "http://127.0.0.1:0", "--data", _data]);
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = new Uri(addresses.Addresses.Single());
        Client = new ShopClient(Address);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (Directory.Exists(_data))
            Directory.Delete(_data, recursive: true);
    }
}

/// <summary>The tests that share one <see cref="ShopHost"/>.</summary>
[CollectionDefinition(Name)]
public sealed class ShopTests : ICollectionFixture<ShopHost>
{
    public const string Name = "shop over http";
}
