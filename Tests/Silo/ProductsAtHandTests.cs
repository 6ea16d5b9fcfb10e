using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OrleansMicro.Catalog;
using OrleansMicro.Hosting;
using OrleansMicro.Silo;

namespace OrleansMicro.Tests.Silo;

/// <summary>The API of single mode reads a product without a call, and shows each change that was answered.</summary>
public sealed class ProductsAtHandTests : IAsyncLifetime, IDisposable
{
    private const string Mug = "/v1/sellers/owl/products/mug";
    private readonly TempFolder _folder = new();
    private readonly Reads _reads = new();
    private WebApplication _app = null!;
    private ShopClient _http = null!;

    public async Task InitializeAsync()
    {
        var builder = HostProgram.CreateBuilder(["--urls", "http://127.0.0.1:0", "--data", _folder.Path], SingleArguments.CommandLine);
        builder.UseOrleans(silo => silo.AddIncomingGrainCallFilter(_reads));
        _app = OrleansMicro.Silo.Program.CreateSingle(builder);
        await _app.StartAsync();
        _http = new ShopClient(new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));
    }

    public async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

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
