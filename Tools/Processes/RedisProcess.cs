using System.Globalization;

namespace OrleansMicro.Tools.Processes;

/// <summary>A Redis of our own, from the system's <c>redis-server</c>: an answered write is on disk, its data in a folder of ours.</summary>
internal static class RedisProcess
{
    private const string Program = "redis-server";
    private const string ReadyMark = "Ready to accept connections";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Starts it; throws <see cref="IOException"/> where there is no <c>redis-server</c>.</summary>
    /// <param name="port">The port on loopback.</param>
    /// <param name="folder">Where its files are; made if need be.</param>
    /// <param name="stop">Gives up.</param>
    /// <param name="appendOnly">False reads a dump that lies in the folder.</param>
    public static async Task<ChildProcess> Start(int port, string folder, CancellationToken stop, bool appendOnly = true)
    {
        Directory.CreateDirectory(folder);
        if (Find() is not { } program)
            throw new IOException(
                "There is no redis-server on this machine. Install it (apt-get install redis-server), or name a running Redis with --redis.");
        string[] args =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder,
            "--appendonly", appendOnly ? "yes" : "no", "--appendfsync", "always", "--save", "", "--daemonize", "no", "--logfile", "",
        ];
        var command = new ProcessCommand("redis", program, args) { LogFile = Path.Combine(folder, "redis.log") };
        return await ChildProcess.Start(command, ReadyMark, StartTimeout, stop);
    }

    /// <summary>The path of the program; null where there is none.</summary>
    public static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Concat(["/usr/bin", "/usr/local/bin", "/usr/sbin"])
        .Select(folder => Path.Combine(folder, Program))
        .FirstOrDefault(File.Exists);
}
