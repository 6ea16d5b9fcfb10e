namespace OrleansMicro.Tests.EndToEnd.Hosting;

/// <summary>Each host with a setting whose text is not of its type: from an argument, the environment and a settings file.</summary>
public sealed class WrongSettingTests
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("single", "Payments:MaxAttempts")]
    [InlineData("cluster", "Server:Port")]
    [InlineData("cluster", "Cluster:CallTimeout")]
    [InlineData("api", "Server:Port")]
    [InlineData("api", "Cluster:CallTimeout")]
    public async Task An_argument_of_a_wrong_type_is_named(string host, string key) =>
        AssertNamed(key, await Run(host, ["--" + key, "x"], []));

    [Theory]
    [InlineData("single", "Api:CheckoutWait")]
    [InlineData("cluster", "Cluster:SiloPort")]
    [InlineData("api", "Server:DrainDelay")]
    public async Task A_variable_of_a_wrong_type_is_named(string host, string key) =>
        AssertNamed(key, await Run(host, [], new() { [key.Replace(":", "__", StringComparison.Ordinal)] = "x" }));

    [Theory]
    [InlineData("single", "State:MaxReadAge")]
    [InlineData("cluster", "Server:ShutdownTimeout")]
    [InlineData("api", "Cluster:FailureDetectionTimeout")]
    public async Task A_value_of_a_wrong_type_in_a_file_is_named(string host, string key)
    {
        var environment = $"wrong-{Guid.NewGuid():N}";
        var file = Path.Combine(Path.GetDirectoryName(AssemblyOf(host))!, $"appsettings.{environment}.json");
        await File.WriteAllTextAsync(file, $$"""{ "{{key}}": "x" }""");
        try
        {
            AssertNamed(key, await Run(host, [], new() { ["ASPNETCORE_ENVIRONMENT"] = environment }));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void AssertNamed(string key, (int ExitCode, string Output) end)
    {
        Assert.Equal(2, end.ExitCode);
        Assert.StartsWith($"Cannot start: {key} is 'x'; it must be ", end.Output.Trim(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> Run(string host, string[] args, Dictionary<string, string> environment)
    {
        using var folder = new TempFolder();
        string[] mode = host switch
        {
            "single" => ["single", "--data", folder.Path],
            "cluster" => ["cluster"],
            _ => [],
        };
        var command = ProcessCommand.Dotnet(host, AssemblyOf(host), [.. mode, .. args]) with { Environment = environment };
        return await ChildProcess.Run(command, StartTimeout);
    }

    private static string AssemblyOf(string host) => host == "api" ? Programs.Api : Programs.Silo;
}
