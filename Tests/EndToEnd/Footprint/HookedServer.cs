using System.Globalization;

namespace OrleansMicro.Tests.EndToEnd.Footprint;

/// <summary>The single host on a SQLite file, with a probe in its process: see <see cref="StartupHook"/>.</summary>
internal sealed class HookedServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private readonly TempFolder _folder;
    private readonly ChildProcess _process;

    private HookedServer(TempFolder folder, ChildProcess process) => (_folder, _process) = (folder, process);

    public Uri Url => new(_process.Announcement.Split("API: ")[1].Split("/v1")[0]);

    private string Answer => AnswerIn(_folder);

    /// <summary>Starts a server and waits until it is ready.</summary>
    /// <param name="silo">Its assembly.</param>
    /// <param name="probe">The class of the probe.</param>
    /// <param name="settings">Further arguments.</param>
    public static async Task<HookedServer> Start(string silo, string probe, params string[] settings)
    {
        var folder = new TempFolder();
        var command = ProcessCommand.Dotnet("server", silo, ["--urls", "http://127.0.0.1:0", "--data", folder.File("data"), .. settings]) with
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location,
                [StartupHook.ProbeVariable] = probe,
                [StartupHook.FileVariable] = AnswerIn(folder),
            },
        };
        try
        {
            return new HookedServer(folder, await ChildProcess.Start(command, "is ready.", StartTimeout, CancellationToken.None));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>What the probe measures during an action.</summary>
    public async Task<string[]> Measure(Func<Task> action)
    {
        await Signal(StartupHook.ResetSignal);
        await action();
        return await Signal(StartupHook.WriteSignal);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static string AnswerIn(TempFolder folder) => folder.File("answer");

    private async Task<string[]> Signal(int signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", _process.Pid.ToString(CultureInfo.InvariantCulture)]);
        await Eventually.Holds(() => File.Exists(Answer), "the server's hook answers");
        var lines = await File.ReadAllLinesAsync(Answer);
        File.Delete(Answer);
        return lines;
    }
}
