using System.Diagnostics;

namespace OrleansMicro.Tools.Processes;

/// <summary>A process that ends with this one at the latest: see <see cref="ChildStarter"/>.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly OutputTail _output;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openStreams = 2;

    private ChildProcess(string name, Process process, OutputTail output) => (Name, _process, _output) = (name, process, output);

    /// <summary>For people, such as <c>silo 2</c>.</summary>
    public string Name { get; }

    public int Pid => _process.Id;

    /// <summary>The line by which it said that it is ready.</summary>
    public string Announcement { get; private set; } = "";

    /// <summary>The latest that it wrote.</summary>
    public string Output => _output.Text;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public Task Exited => _process.WaitForExitAsync();

    /// <summary>
    /// Starts a program and waits until it writes a line with <paramref name="readyMark"/>; throws <see cref="IOException"/> if it does
    /// not.
    /// </summary>
    public static async Task<ChildProcess> Start(ProcessCommand command, string readyMark, TimeSpan timeout, CancellationToken stop)
    {
        var child = await Start(command, readyMark);
        try
        {
            child.Announcement = await child._ready.Task.WaitAsync(timeout, stop);
            return child;
        }
        catch (Exception failure) when (failure is TimeoutException or EndOfStreamException)
        {
            var output = child.Output;
            await child.DisposeAsync();
            throw new IOException($"{child.Name} did not start: {failure.Message}\n{output}", failure);
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Runs a program to its end; gives its exit code and what it wrote. It is killed if it takes longer than <paramref name="timeout"/>.
    /// </summary>
    public static async Task<(int ExitCode, string Output)> Run(ProcessCommand command, TimeSpan timeout)
    {
        await using var child = await Start(command, readyMark: null);
        await child.Exited.WaitAsync(timeout);
        return (child.ExitCode, child.Output);
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; gives the exit code once the process is gone, and kills one that does not obey in time.</summary>
    public async Task<int> Terminate(TimeSpan timeout)
    {
        if (!HasExited)
        {
            await Signal.Send(Signal.Terminate, Pid);
            using var limit = new CancellationTokenSource(timeout);
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                await Kill();
            }
        }

        return _process.ExitCode;
    }

    /// <summary>SIGSTOP: it does nothing until <see cref="Resume"/>, and does not notice.</summary>
    public Task Pause() => Signal.Send(Signal.Stop, Pid);

    /// <summary>SIGCONT.</summary>
    public Task Resume() => Signal.Send(Signal.Continue, Pid);

    public async ValueTask DisposeAsync()
    {
        if (!HasExited) await Kill();
        _process.Dispose();
        _output.Dispose();
    }

    private static async Task<ChildProcess> Start(ProcessCommand command, string? readyMark)
    {
        var child = new ChildProcess(command.Name, await ChildStarter.Start(command), new OutputTail(command.LogFile));
        child._process.OutputDataReceived += (_, line) => child.Read(line.Data, readyMark);
        child._process.ErrorDataReceived += (_, line) => child.Read(line.Data, readyMark);
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    private void Read(string? line, string? readyMark)
    {
        if (line is null)
        {
            if (Interlocked.Decrement(ref _openStreams) == 0) _ready.TrySetException(new EndOfStreamException("It ended."));
            return;
        }

        _output.Add(line);
        if (readyMark is not null && line.Contains(readyMark, StringComparison.Ordinal)) _ready.TrySetResult(line);
    }
}
