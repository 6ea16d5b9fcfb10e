using Orleans.Serialization.TypeSystem;

namespace Orleans.Serialization.Buffers;

/// <summary>The types named in a message: each name is written once, then its position.</summary>
internal sealed class WrittenTypes
{
    private readonly List<(int Position, Type Type)> _types = [];

    public void Write(ref MessageWriter writer, Type type)
    {
        foreach (var (position, known) in _types)
        {
            if (known == type)
            {
                writer.WriteVarUInt32((uint)position + 1);
                return;
            }
        }

        _types.Add((writer.Position, type));
        writer.WriteByte(0);
        writer.WriteText(TypeNames.GetName(type));
    }
}
