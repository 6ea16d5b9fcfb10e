using System.Collections.Concurrent;
using System.Globalization;

namespace OrleansMicro.Tests.EndToEnd.Footprint;

/// <summary>Notes which source files ran. <see cref="MeasuredServer"/> puts the calls of <see cref="Note"/> into the server.</summary>
public sealed class SourceFiles : IServerProbe
{
    private static readonly ConcurrentDictionary<int, bool> Ran = new();

    /// <summary>Called by every method of the measured assemblies.</summary>
    /// <param name="file">The number of the file that the method stands in.</param>
    public static void Note(int file) => Ran.TryAdd(file, true);

    void IServerProbe.Reset() => Ran.Clear();

    string[] IServerProbe.Read() => [.. Ran.Keys.Order().Select(static id => id.ToString(CultureInfo.InvariantCulture))];
}
