using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansMicro.Tests.Api;

/// <summary>A whole server over real HTTP on a folder of its own, shared by the tests of this area: each takes ids of its own.</summary>
public sealed class ShopHost : IAsyncLifetime
{
    private SingleServer _server = null!;

    /// <summary>Where the server listens.</summary>
    public Uri Address => _server.Address;

    /// <summary>A client of the server.</summary>
    public ShopClient Client => _server.Client;

    /// <summary>What the server has mapped, also outside the document of the API.</summary>
    public IEnumerable<RouteEndpoint> Routes => _server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    public async Task InitializeAsync() => _server = await SingleServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();
}

/// <summary>The tests that share one <see cref="ShopHost"/>.</summary>
[CollectionDefinition(Name)]
public sealed class ShopTests : ICollectionFixture<ShopHost>
{
    public const string Name = "shop over http";
}
