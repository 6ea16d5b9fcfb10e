using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Storage;
using OrleansMicro.Catalog;
using OrleansMicro.Silo.Storage;
using OrleansMicro.Tests.Common;

namespace OrleansMicro.Tests.Storage;

/// <summary>Options of the SQLite storage are checked, and the message names the key.</summary>
public sealed class SqliteHostingTests
{
    [Theory]
    [InlineData("", 1, "Storage:Sqlite:Path")]
    [InlineData("x.db", 0, "Storage:Sqlite:Readers")]
    public void Names_the_key_that_is_wrong(string path, int readers, string key)
    {
        var result = new SqliteStorageOptionsValidator().Validate("Default", new SqliteStorageOptions { Path = path, Readers = readers });
        Assert.True(result.Failed);
        Assert.StartsWith(key, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void Opens_one_file_once_for_all_who_name_it()
    {
        using var folder = new TempFolder();
        var services = new ServiceCollection().AddLogging().AddSingleton<SqliteDatabases>();
        foreach (var name in (string[])["Default", "Reminders"])
            services.Configure<SqliteStorageOptions>(name, options => options.Path = folder.File("one.db"));
        using var provider = services.BuildServiceProvider();
        var databases = provider.GetRequiredService<SqliteDatabases>();
        Assert.Same(databases.Get("Default"), databases.Get("Reminders"));
    }

    [Fact]
    public async Task A_full_disk_makes_the_storage_unavailable()
    {
        using var folder = new TempFolder();
        var services = new ServiceCollection();
        services.AddLogging().AddMetrics().AddSingleton<OrleansInstruments>().AddSingleton(TimeProvider.System);
        Stub.For<ISiloBuilder>(_ => services)
            .AddSqliteGrainStorageAsDefault(options => (options.Path, options.MaxPages) = (folder.File("full.db"), 20));
        await using var provider = services.BuildServiceProvider();
        var storage = provider.GetRequiredService<IGrainStorage>();
        var written = 0;

        var thrown = await Record.ExceptionAsync(async () =>
        {
            for (; written < 100; written++)
                await storage.WriteStateAsync("product", Grain(written), Row());
        });

        Assert.IsType<StorageUnavailableException>(thrown);
        var read = new GrainState<ProductState>(new ProductState());
        await storage.ReadStateAsync("product", Grain(written - 1), read);
        Assert.Equal(1, read.State?.Product?.Version);
        await storage.ReadStateAsync("product", Grain(written), read);
        Assert.False(read.RecordExists);
    }

    [Fact]
    public void Does_not_open_anything_with_wrong_options()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<SqliteDatabases>()
            .AddSingleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>();
        using var provider = services.BuildServiceProvider();
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<SqliteDatabases>().Get("Default"));
    }

    private static GrainId Grain(int number) => GrainId.Create("product", $"s1/p{number}");

    private static GrainState<ProductState> Row() => new(new ProductState
    {
        Product = new Product("s1", "p", "Mug", new string('x', 2_000), "", new Money(1, "GBP"), new Money(0, "GBP"), 1, Active: true),
    });
}
