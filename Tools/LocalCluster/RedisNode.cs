using System.ComponentModel;
using System.Globalization;

namespace OrleansMicro.Tools.LocalCluster;

/// <summary>A Redis of our own, from the system's <c>redis-server</c>: an answered write is on disk, its data in a folder of ours.</summary>
internal static class RedisNode
{
    private const string Program = "redis-server";
    private const string ReadyMark = "Ready to accept connections";
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    /// <summary>Starts it; throws <see cref="IOException"/> where there is no <c>redis-server</c>.</summary>
    /// <param name="port">The port on loopback.</param>
    /// <param name="folder">Where its files are; made if need be.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<NodeProcess> Start(int port, string folder, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        if (Find() is not { } program)
            throw new IOException("There is no redis-server on this machine. Install it (apt-get install redis-server), or name a running Redis with --redis.");
        string[] args =
        [
            "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder,
            "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--daemonize", "no", "--logfile", "",
        ];
        try
        {
            return await NodeProcess.Start("redis", program, args, ReadyMark, Path.Combine(folder, "redis.log"), StartPatience, stop);
        }
        catch (Win32Exception e)
        {
            throw new IOException($"{program} cannot be run: {e.Message}", e);
        }
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Concat(["/usr/bin", "/usr/local/bin", "/usr/sbin"])
        .Select(folder => Path.Combine(folder, Program))
        .FirstOrDefault(File.Exists);
}
