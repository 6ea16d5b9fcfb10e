using System.Diagnostics;
using System.Globalization;

namespace OrleansMicro.Tests.EndToEnd.Crash;

/// <summary>A real server: the built <c>Silo.dll</c> in a process of its own, on a free port, with the data folder given.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromMinutes(1);
    private readonly Process _process;
    private readonly List<string> _output = [];
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process) => _process = process;

    /// <summary>The number of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Where the API is.</summary>
    public Uri Url { get; private set; } = null!;

    /// <summary>The line that the server printed when it was ready.</summary>
    public string Announcement { get; private set; } = "";

    /// <summary>All that the server wrote, for a failing test's message.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <summary>Starts a server and waits until it says that it is ready.</summary>
    public static Task<ServerProcess> Start(string data, params string[] settings) => Start(data, settings, []);

    /// <inheritdoc cref="Start(string, string[])"/>
    public static async Task<ServerProcess> Start(string data, string[] settings, Dictionary<string, string> environment)
    {
        var server = new ServerProcess(Launch(["--urls", "http://127.0.0.1:0", "--data", data, .. settings], environment));
        server._process.OutputDataReceived += (_, line) => server.Keep(line.Data);
        server._process.ErrorDataReceived += (_, line) => server.Keep(line.Data);
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        try
        {
            server.Announcement = await server._ready.Task.WaitAsync(StartTimeout);
            server.Url = new Uri(server.Announcement.Split("API: ")[1].Split("/v1")[0]);
            return server;
        }
        catch (Exception e)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"The server did not start:\n{server.Output}", e);
        }
    }

    /// <summary>Runs the executable to its end; gives its exit code and what it wrote.</summary>
    public static Task<(int ExitCode, string Output)> Run(params string[] args) => Run(args, []);

    /// <inheritdoc cref="Run(string[])"/>
    public static async Task<(int ExitCode, string Output)> Run(string[] args, Dictionary<string, string> environment)
    {
        using var process = Launch(args, environment);
        using var timeout = new CancellationTokenSource(StartTimeout);
        var error = process.StandardError.ReadToEndAsync(timeout.Token);
        var output = await process.StandardOutput.ReadToEndAsync(timeout.Token) + await error;
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, output);
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a container runtime sends it; gives the exit code once the process is gone.</summary>
    public async Task<int> Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var timeout = new CancellationTokenSource(StopTimeout);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Kill();
        _process.Dispose();
    }

    private static Process Launch(string[] args, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Silo.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        return Process.Start(start)!;
    }

    private void Keep(string? line)
    {
        // Null ends a stream, and a process that is ready writes on.
        if (line is null)
        {
            _ready.TrySetException(new InvalidOperationException("It ended."));
            return;
        }

        lock (_output)
            _output.Add(line);
        if (line.Contains("is ready.", StringComparison.Ordinal))
            _ready.TrySetResult(line);
    }
}
