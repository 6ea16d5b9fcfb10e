using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;

namespace OrleansMicro.Tests.EndToEnd.Silo;

/// <summary>The executable as an operator meets it.</summary>
[Collection(ProcessTests.Name)]
public sealed class ServerProcessTests
{
    private const string SchedOther = "0";
    private const string SchedBatch = "3";

    [Fact]
    public async Task Announces_itself_and_refuses_a_second_server_on_its_data()
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
    public async Task Names_a_port_in_use_and_prints_nothing_else()
    {
        using var folder = new TempFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (exitCode, output) = await ServerProcess.Run("--port", $"{((IPEndPoint)other.LocalEndpoint).Port}", "--data", folder.Path);

        Assert.Equal(2, exitCode);
        Assert.Equal(
            [$"Cannot start: Another program listens on {other.LocalEndpoint}. Choose another one with --port or --urls."],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Answers_503_with_Retry_After_when_a_grain_is_overloaded()
    {
        using var folder = new TempFolder();
        await using var server = await ServerProcess.Start(folder.Path, "--Server:MaxCallsPerGrain", "1");
        using var http = new HttpClient { BaseAddress = server.Url };
        using var first = await http.PutAsJsonAsync("/v1/sellers/ann", new { name = "Ann" });
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => http.PutAsJsonAsync("/v1/sellers/ann", new { name = $"Ann {i}" })));

        var refused = answers.Where(static answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable).ToArray();
        Assert.NotEmpty(refused);
        Assert.All(refused, static answer => Assert.NotNull(answer.Headers.RetryAfter));
        Assert.Contains("\"code\":\"busy\"", await refused[0].Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.All(answers.Except(refused), static answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.DoesNotContain("Participant check thread", server.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", SchedBatch)]
    [InlineData("false", SchedOther)]
    public async Task Schedules_all_its_threads_in_batches_unless_it_is_off(string setting, string policy)
    {
        using var folder = new TempFolder();
        await using var server = await ServerProcess.Start(folder.Path, [], new() { ["Server__BatchScheduling"] = setting });

        Assert.Equal([policy], PoliciesOf(server));
    }

    [Fact]
    public async Task Prefers_an_argument_to_the_environment()
    {
        using var folder = new TempFolder();
        await using var server = await ServerProcess.Start(
            folder.Path, ["--Server:BatchScheduling=false"], new() { ["Server__BatchScheduling"] = "true" });

        Assert.Equal([SchedOther], PoliciesOf(server));
    }

    [Fact]
    public async Task Does_not_start_with_a_wrong_setting_in_the_environment()
    {
        using var folder = new TempFolder();
        var (exitCode, output) = await ServerProcess.Run(["--data", folder.Path], new() { ["Server__BatchScheduling"] = "maybe" });
        Assert.Equal(2, exitCode);
        Assert.Contains("Server:BatchScheduling is 'maybe'", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Does_not_pass_over_a_mode_given_where_it_comes_too_late()
    {
        var (exitCode, output) = await ServerProcess.Run("--Server:Mode=cluster");
        Assert.Equal(2, exitCode);
        Assert.Contains("begin with 'single' or 'cluster'", output, StringComparison.Ordinal);
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
    [InlineData("Orders:ReservationLifetime", "--Orders:ReservationLifetime", "00:00:00")]
    [InlineData("Api:CheckoutWait is 'abc'", "--Api:CheckoutWait", "abc")]
    [InlineData("Payments:Simulator:Seed is 'x'", "--Payments:Simulator:Seed", "x")]
    [InlineData("'nowhere'", "--urls", "nowhere")]
    [InlineData("Did you mean Server:OrderIdleTime?", "--Server:OrderIdelTime", "00:01:00")]
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
            "--Server:Data=" + folder.Path, "--Storage:Sqlite:Readers", "0", "--Storage:Sqlite:QueueCapacity", "0",
            "--Orders:ReservationLifetime", "00:00:00");

        Assert.Equal(2, exitCode);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.StartsWith("Cannot start: ", line, StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("Storage:Sqlite:Readers", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("Storage:Sqlite:QueueCapacity", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains("Orders:ReservationLifetime", StringComparison.Ordinal));
    }

    private static IEnumerable<string> PoliciesOf(ServerProcess server) =>
        Directory.GetDirectories($"/proc/{server.Pid}/task").Select(PolicyOf).OfType<string>().Distinct();

    // proc_pid_stat(5): the 41st field. The second is the thread's name in parentheses, and may contain spaces.
    private static string? PolicyOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "stat")).Split(')')[^1].Split(' ')[41 - 2];
        }
        catch (IOException)
        {
            // The thread has ended since it was listed.
            return null;
        }
    }
}
