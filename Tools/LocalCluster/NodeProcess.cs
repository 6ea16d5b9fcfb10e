using System.Diagnostics;

namespace OrleansMicro.Tools.LocalCluster;

/// <summary>A process of a cluster on this machine: a silo, an API or Redis. It has a session of its own, so that Ctrl-C ends only who started it.</summary>
internal sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly OutputTail _output;
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _openStreams = 2;

    private NodeProcess(string name, Process process, OutputTail output) => (Name, _process, _output) = (name, process, output);

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

    /// <summary>Starts a program and waits until it writes a line with <paramref name="readyMark"/>; throws <see cref="IOException"/> if it does not.</summary>
    public static async Task<NodeProcess> Start(
        string name, string program, IEnumerable<string> args, string readyMark, string? logFile, TimeSpan patience, CancellationToken stop)
    {
        var start = new ProcessStartInfo("setsid", [program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var node = new NodeProcess(name, Process.Start(start)!, new OutputTail(logFile));
        node._process.OutputDataReceived += (_, line) => node.Read(line.Data, readyMark);
        node._process.ErrorDataReceived += (_, line) => node.Read(line.Data, readyMark);
        node._process.BeginOutputReadLine();
        node._process.BeginErrorReadLine();
        try
        {
            node.Announcement = await node._ready.Task.WaitAsync(patience, stop);
            return node;
        }
        catch (Exception failure) when (failure is TimeoutException or EndOfStreamException)
        {
            var output = node.Output;
            await node.DisposeAsync();
            throw new IOException($"{name} did not start: {failure.Message}\n{output}", failure);
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; gives the exit code once the process is gone, and kills one that does not obey in time.</summary>
    public async Task<int> Terminate(TimeSpan patience)
    {
        if (!HasExited)
        {
            await Signal.Send(Signal.Terminate, Pid);
            using var timeout = new CancellationTokenSource(patience);
            try
            {
                await _process.WaitForExitAsync(timeout.Token);
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

    private void Read(string? line, string readyMark)
    {
        if (line is null)
        {
            if (Interlocked.Decrement(ref _openStreams) == 0) _ready.TrySetException(new EndOfStreamException("It ended."));
            return;
        }

        _output.Add(line);
        if (line.Contains(readyMark, StringComparison.Ordinal)) _ready.TrySetResult(line);
    }
}
