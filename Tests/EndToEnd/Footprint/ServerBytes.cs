using System.Globalization;

namespace OrleansMicro.Tests.EndToEnd.Footprint;

/// <summary>
/// Measures how much memory the server allocates and how much it writes to files. Nothing else is changed in this server:
/// <see cref="ServerCounts"/> would allocate.
/// </summary>
internal sealed class ServerBytes : IServerProbe
{
    private long _allocated;
    private long _written;

    public void Reset() => (_written, _allocated) = (Written(), GC.GetTotalAllocatedBytes(precise: true));

    public string[] Read()
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocated;
        return [Line("allocated", allocated), Line("files", Written() - _written)];
    }

    private static string Line(string name, long value) => string.Create(CultureInfo.InvariantCulture, $"bytes\t{name}\t{value}");

    // Not write_bytes, which counts nothing where the file system is in memory.
    private static long Written() => long.Parse(
        Array.Find(File.ReadAllLines("/proc/self/io"), static line => line.StartsWith("wchar: ", StringComparison.Ordinal))!["wchar: ".Length..],
        CultureInfo.InvariantCulture);
}
