namespace OrleansMicro.Tests.EndToEnd.Cluster;

/// <summary>A silo that is configured wrongly does not start. It needs no Redis to say so.</summary>
[Collection(ProcessTests.Name)]
public sealed class ClusterSettingsTests
{
    [Theory]
    [InlineData("Cluster:Id is 'a b'", "--cluster-id", "a b")]
    [InlineData("Cluster:SiloPort is 70000", "--silo-port", "70000")]
    [InlineData("Cluster:AdvertisedAddress is '0.0.0.0'", "--advertise", "0.0.0.0")]
    [InlineData("Cluster:FailureDetectionTimeout is 00:00:01", "--Cluster:FailureDetectionTimeout", "00:00:01")]
    [InlineData("does not answer", "--redis", "127.0.0.1:1", "--Cluster:RedisStartupTimeout", "00:00:00")]
    [InlineData("Use Cluster:RedisPassword instead", "--Cluster:RedisPasswordFile", "/nowhere/password")]
    [InlineData("Server:Secrets: the folder /nowhere does not exist", "--Server:Secrets", "/nowhere")]
    [InlineData("Did you mean Cluster:CallTimeout?", "--Cluster:CalTimeout", "00:00:05")]
    [InlineData("'--prot' is no argument", "--prot", "80")]
    public async Task Does_not_start_with_a_wrong_setting_and_names_it(string message, params string[] args)
    {
        var (exitCode, output) = await ServerProcess.Run(["cluster", .. args]);
        Assert.Equal(2, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }
}
