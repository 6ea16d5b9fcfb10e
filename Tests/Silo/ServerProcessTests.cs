using OrleansMicro.Tests.Crash;
using OrleansMicro.Tests.Storage;

namespace OrleansMicro.Tests.Silo;

/// <summary>The executable as an operator meets it.</summary>
[Collection(nameof(CrashTests))]
public sealed class ServerProcessTests
{
    [Fact]
    public async Task Says_where_everything_is_answers_its_own_health_check_and_shares_its_data_with_nobody()
    {
        using var folder = new TempFolder();
        await using var server = await ServerProcess.Start(folder.Path);
        Assert.Contains(folder.Path, server.Announcement, StringComparison.Ordinal);
        Assert.Contains("/docs", server.Announcement, StringComparison.Ordinal);

        var (healthy, _) = await ServerProcess.Run("--health", server.Url.ToString());
        Assert.Equal(0, healthy);

        var (second, output) = await ServerProcess.Run("--urls", "http://127.0.0.1:0", "--data", folder.Path);
        Assert.Equal(2, second);
        Assert.Contains("in use by another server", output, StringComparison.Ordinal);

        Assert.Equal(0, await server.Terminate());
        var (gone, _) = await ServerProcess.Run("--health", server.Url.ToString());
        Assert.Equal(1, gone);
    }

    [Fact]
    public async Task Explains_itself()
    {
        var (exitCode, output) = await ServerProcess.Run("--help");
        Assert.Equal(0, exitCode);
        Assert.Contains("--port", output, StringComparison.Ordinal);
        Assert.Contains("--data", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'--prot' is no argument", "--prot", "80")]
    [InlineData("--port needs a value", "--port")]
    [InlineData("Server:Port is 70000", "--port", "70000")]
    [InlineData("Server:RecoveryPulse", "--Server:RecoveryPulse", "00:00:00")]
    [InlineData("Storage:Sqlite:Readers", "--Storage:Sqlite:Readers", "0")]
    [InlineData("Orders:HoldFor", "--Orders:HoldFor", "00:00:00")]
    public async Task Does_not_start_with_a_wrong_setting_and_names_it(string message, params string[] args)
    {
        using var folder = new TempFolder();
        var (exitCode, output) = await ServerProcess.Run(["--Server:Data=" + folder.Path, .. args]);
        Assert.Equal(2, exitCode);
        Assert.Contains(message, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_every_wrong_setting_once_and_on_a_line_of_its_own()
    {
        using var folder = new TempFolder();
        var (exitCode, output) = await ServerProcess.Run(
            "--Server:Data=" + folder.Path, "--Storage:Sqlite:Readers", "0", "--Storage:Sqlite:QueueCapacity", "0", "--Orders:HoldFor", "00:00:00");

        Assert.Equal(2, exitCode);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("Cannot start: ", line, StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("Storage:Sqlite:Readers", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("Storage:Sqlite:QueueCapacity", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("Orders:HoldFor", StringComparison.Ordinal));
    }
}
