namespace OrleansMicro.Tests.EndToEnd.Common;

/// <summary>A real server: the built <c>Silo.dll</c> in a process of its own, on a free port, with the data folder given.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);
    private readonly ChildProcess _process;

    private ServerProcess(ChildProcess process) => _process = process;

    /// <summary>The number of the process.</summary>
    public int Pid => _process.Pid;

    /// <summary>Where the API is.</summary>
    public Uri Url => new(Announcement.Split("API: ")[1].Split("/v1")[0]);

    /// <summary>The line that the server printed when it was ready.</summary>
    public string Announcement => _process.Announcement;

    /// <summary>The latest that the server wrote, for a failing test's message.</summary>
    public string Output => _process.Output;

    /// <summary>Starts a server and waits until it says that it is ready.</summary>
    public static Task<ServerProcess> Start(string data, params string[] settings) => Start(data, settings, []);

    /// <inheritdoc cref="Start(string, string[])"/>
    public static async Task<ServerProcess> Start(string data, string[] settings, Dictionary<string, string> environment)
    {
        var command = Command(["--urls", "http://127.0.0.1:0", "--data", data, .. settings], environment);
        return new(await ChildProcess.Start(command, "is ready.", StartTimeout, CancellationToken.None));
    }

    /// <summary>Runs the executable to its end; gives its exit code and what it wrote.</summary>
    public static Task<(int ExitCode, string Output)> Run(params string[] args) => Run(args, []);

    /// <inheritdoc cref="Run(string[])"/>
    public static Task<(int ExitCode, string Output)> Run(string[] args, Dictionary<string, string> environment) =>
        ChildProcess.Run(Command(args, environment), StartTimeout);

    /// <summary><c>kill -9</c>.</summary>
    public Task Kill() => _process.Kill();

    /// <summary>SIGTERM, as a container runtime sends it; gives the exit code once the process is gone.</summary>
    public Task<int> Terminate() => _process.Terminate(StopTimeout);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static ProcessCommand Command(string[] args, Dictionary<string, string> environment) =>
        ProcessCommand.Dotnet("server", Programs.Silo, args) with { Environment = environment };
}
