using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using OrleansMicro.Silo;

namespace OrleansMicro.Tests.Silo;

/// <summary>How much memory addresses of activations may take, which are kept when the activations are gone.</summary>
public sealed class DirectoryCacheTests
{
    [Fact]
    public async Task A_silo_that_is_alone_keeps_no_addresses()
    {
        using var folder = new TempFolder();
        await using var app = SingleServer.Create(["--data", folder.Path]);

        var options = app.Services.GetRequiredService<IOptions<GrainDirectoryOptions>>().Value;

        Assert.Equal(GrainDirectoryOptions.CachingStrategyType.None, options.CachingStrategy);
        Assert.InRange(options.CacheSize, 3, 10_000);
    }

    [Fact]
    public void A_silo_of_a_cluster_keeps_a_quarter_of_a_million()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.UseOrleans(static silo => silo.LimitDirectoryCache());
        using var services = builder.Services.BuildServiceProvider();

        Assert.Equal(250_000, services.GetRequiredService<IOptions<GrainDirectoryOptions>>().Value.CacheSize);
    }
}
