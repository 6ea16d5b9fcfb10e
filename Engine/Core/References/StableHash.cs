using System.Buffers.Binary;
using System.Numerics;

namespace Orleans.Runtime;

/// <summary>A hash that is the same in every process and on every machine, so that all silos place an id alike.</summary>
internal static class StableHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;

    /// <summary>Hashes the bytes eight at a time and mixes the result so that every bit depends on every byte.</summary>
    public static uint ComputeHash(ReadOnlySpan<byte> data) => (uint)ComputeHash64(data);

    /// <summary>The same in 64 bits.</summary>
    public static ulong ComputeHash64(ReadOnlySpan<byte> data)
    {
        ulong hash = (ulong)data.Length * Multiplier;
        while (data.Length >= sizeof(ulong))
        {
            hash = (BitOperations.RotateLeft(hash, 23) ^ BinaryPrimitives.ReadUInt64LittleEndian(data)) * Multiplier;
            data = data[sizeof(ulong)..];
        }

        ulong tail = 0;
        for (var i = 0; i < data.Length; i++)
        {
            tail |= (ulong)data[i] << (8 * i);
        }

        hash = (BitOperations.RotateLeft(hash, 23) ^ tail) * Multiplier;
        hash ^= hash >> 32;
        hash *= 0xD6E8FEB86659FD93;
        hash ^= hash >> 32;
        return hash;
    }
}
