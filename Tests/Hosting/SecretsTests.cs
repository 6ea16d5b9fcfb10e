using Microsoft.Extensions.Configuration;
using OrleansMicro.Hosting;

namespace OrleansMicro.Tests.Hosting;

/// <summary>Settings in the files of a folder.</summary>
public sealed class SecretsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_file_holds_the_setting_of_its_name()
    {
        File.WriteAllText(_folder.File("Cluster__RedisPassword"), "correct-horse-battery\n");
        Assert.Equal("correct-horse-battery", Read([])["Cluster:RedisPassword"]);
    }

    [Fact]
    public void Other_files_are_no_settings()
    {
        File.WriteAllText(_folder.File("redis-operator-password"), "correct-horse-battery\n");
        File.WriteAllText(_folder.File(".Cluster__RedisPassword.7"), "half-writ");
        var configuration = Read([]);
        Assert.Null(configuration["redis-operator-password"]);
        Assert.Null(configuration[".Cluster:RedisPassword.7"]);
    }

    [Fact]
    public void An_argument_names_the_folder_before_the_configuration_does()
    {
        File.WriteAllText(_folder.File("Cluster__Id"), "shop");
        Assert.Equal("shop", Read(new() { ["Server:Secrets"] = _folder.Path }, configured: "/nowhere")["Cluster:Id"]);
    }

    [Fact]
    public void A_missing_folder_stops_the_start_and_is_named()
    {
        var failure = Assert.Throws<StartException>(() => Read([], configured: _folder.File("nowhere")));
        Assert.Contains("Server:Secrets", failure.Message, StringComparison.Ordinal);
        Assert.Contains("nowhere", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private ConfigurationManager Read(Dictionary<string, string?> arguments, string? configured = null)
    {
        var configuration = new ConfigurationManager();
        configuration["Server:Secrets"] = configured ?? _folder.Path;
        Secrets.AddTo(configuration, arguments);
        return configuration;
    }
}
