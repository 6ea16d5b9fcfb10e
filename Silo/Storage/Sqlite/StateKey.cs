using System.Collections.Concurrent;
using System.Text;

namespace OrleansMicro.Silo.Storage;

/// <summary>Where a grain's state is stored: the grain's key and type, and the state's name, as UTF-8.</summary>
internal readonly struct StateKey(string stateName, GrainId grain)
{
    private static readonly ConcurrentDictionary<string, byte[]> Names = new(StringComparer.Ordinal);
    private readonly byte[] _name = Names.GetOrAdd(stateName, Encoding.UTF8.GetBytes);

    /// <summary>Binds the three parts to three parameters in a row.</summary>
    public void Bind(SqliteStatement statement, int first)
    {
        statement.BindText(first, grain.Key.AsSpan());
        statement.BindText(first + 1, grain.Type.AsSpan());
        statement.BindText(first + 2, _name);
    }

    /// <summary>Two independent hashes of the three parts; they differ from process to process.</summary>
    public (uint First, uint Second) Hash()
    {
        var hash = new HashCode();
        hash.AddBytes(grain.Key.AsSpan());
        hash.AddBytes(grain.Type.AsSpan());
        hash.AddBytes(_name);
        var first = hash.ToHashCode();
        hash.Add(first);
        return ((uint)first, (uint)hash.ToHashCode());
    }

    public override string ToString() => $"{Encoding.UTF8.GetString(_name)} of {grain}";
}
