using System.Text;

namespace OrleansMicro.Silo.Move;

/// <summary>Where a grain's state is stored, as UTF-8: the grain's type and key, and the state's name.</summary>
internal sealed record RowKey(byte[] GrainType, byte[] GrainKey, byte[] State)
{
    public override string ToString() => $"{Text(GrainType)}/{Text(GrainKey)}/{Text(State)}";

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);
}

/// <summary>One stored state. The bytes are the same in SQLite and in Redis.</summary>
internal sealed record Row(RowKey Key, byte[] Data);
