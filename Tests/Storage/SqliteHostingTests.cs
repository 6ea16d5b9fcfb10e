using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansMicro.Silo.Storage;

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
    public void Does_not_open_anything_with_wrong_options()
    {
        var services = new ServiceCollection().AddLogging().AddSingleton<SqliteDatabases>()
            .AddSingleton<IValidateOptions<SqliteStorageOptions>, SqliteStorageOptionsValidator>();
        using var provider = services.BuildServiceProvider();
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<SqliteDatabases>().Get("Default"));
    }
}
