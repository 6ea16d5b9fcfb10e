using Microsoft.Extensions.Hosting;
using OrleansMicro.Catalog;

namespace OrleansMicro.Tests.Silo;

/// <summary>The API of single mode reads a product without a call, and shows each change that was answered.</summary>
public sealed class ProductsAtHandTests : IAsyncLifetime
{
    private const string Mug = "/v1/sellers/owl/products/mug";
    private readonly Reads _reads = new();
    private SingleServer _server = null!;
    private ShopClient _http = null!;

    public async Task InitializeAsync()
    {
        _server = await SingleServer.Start(builder => builder.UseOrleans(silo => silo.AddIncomingGrainCallFilter(_reads)));
        _http = _server.Client;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Reads_of_an_active_product_are_no_calls()
    {
        (await _http.Get(Mug)).MustBe(404);
        Assert.Equal(1, _reads.Count);

        (await _http.Put("/v1/sellers/owl", """{"name":"Owl"}""")).MustBe(201);
        (await _http.Put(Mug, """{"name":"Mug","price":{"minor":100,"currency":"EUR"}}""")).MustBe(201);
        Assert.Contains("\"minor\":100", (await _http.Get(Mug)).MustBe(200).Body, StringComparison.Ordinal);

        (await _http.Put(Mug + "/price", """{"price":{"minor":250,"currency":"EUR"}}""")).MustBe(200);
        Assert.Contains("\"minor\":250", (await _http.Get(Mug)).MustBe(200).Body, StringComparison.Ordinal);
        Assert.Contains("\"minor\":250", (await _http.Get("/v1/sellers/owl/products")).MustBe(200).Body, StringComparison.Ordinal);
        Assert.Equal(1, _reads.Count);
    }

    private sealed class Reads : IIncomingGrainCallFilter
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task Invoke(IIncomingGrainCallContext context)
        {
            if (context.InterfaceMethod?.DeclaringType == typeof(IProductGrain) && context.MethodName == nameof(IProductGrain.Get))
                Interlocked.Increment(ref _count);
            return context.Invoke();
        }
    }
}
