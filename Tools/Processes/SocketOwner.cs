using System.Globalization;

namespace OrleansMicro.Tools.Processes;

/// <summary>Which process has the local end of a connection on loopback (Linux: <c>/proc/net/tcp</c>).</summary>
internal static class SocketOwner
{
    /// <summary>The process id; 0 if it is not found.</summary>
    public static int Find(int localPort)
    {
        var suffix = ":" + localPort.ToString("X4", CultureInfo.InvariantCulture);
        var inode = Rows().FirstOrDefault(row => row[1].EndsWith(suffix, StringComparison.Ordinal))?[9];
        return inode is null ? 0 : OwnerOf($"socket:[{inode}]");
    }

    private static IEnumerable<string[]> Rows() => ((string[])["/proc/net/tcp", "/proc/net/tcp6"])
        .Where(File.Exists)
        .SelectMany(file => File.ReadLines(file).Skip(1))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static int OwnerOf(string socket)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var pid)) continue;
            try
            {
                if (Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(file => new FileInfo(file).LinkTarget == socket)) return pid;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended in the meantime, or is somebody else's.
                continue;
            }
        }

        return 0;
    }
}
