using System.Buffers.Binary;
using System.Numerics;
using Orleans.Runtime;

namespace Orleans.Reminders.Redis;

/// <summary>
/// The hash by which Orleans sorts reminders: xxHash32 of type and key, its bytes swapped. This engine places grains by another hash,
/// but writes this one, so that both find each other's reminders.
/// </summary>
internal static class OrleansHash
{
    private const uint Prime1 = 2654435761;
    private const uint Prime2 = 2246822519;
    private const uint Prime3 = 3266489917;
    private const uint Prime4 = 668265263;
    private const uint Prime5 = 374761393;

    /// <summary>The hash of a grain.</summary>
    public static uint Of(GrainId grainId) =>
        unchecked((BinaryPrimitives.ReverseEndianness(XxHash32(grainId.Type.AsSpan())) * 31)
            + BinaryPrimitives.ReverseEndianness(XxHash32(grainId.Key.AsSpan())));

    /// <summary>xxHash32 with seed 0.</summary>
    public static uint XxHash32(ReadOnlySpan<byte> data)
    {
        unchecked
        {
            var length = (uint)data.Length;
            var hash = data.Length >= 16 ? Stripes(ref data) : Prime5;
            hash += length;
            for (; data.Length >= 4; data = data[4..])
                hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime3), 17) * Prime4;
            foreach (var value in data)
                hash = BitOperations.RotateLeft(hash + (value * Prime5), 11) * Prime1;
            hash = (hash ^ (hash >> 15)) * Prime2;
            hash = (hash ^ (hash >> 13)) * Prime3;
            return hash ^ (hash >> 16);
        }
    }

    private static uint Stripes(ref ReadOnlySpan<byte> data)
    {
        unchecked
        {
            uint a = Prime1 + Prime2, b = Prime2, c = 0, d = 0 - Prime1;
            for (; data.Length >= 16; data = data[16..])
            {
                a = Round(a, data);
                b = Round(b, data[4..]);
                c = Round(c, data[8..]);
                d = Round(d, data[12..]);
            }

            return BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        }
    }

    private static uint Round(uint lane, ReadOnlySpan<byte> data) =>
        unchecked(BitOperations.RotateLeft(lane + (BinaryPrimitives.ReadUInt32LittleEndian(data) * Prime2), 13) * Prime1);
}
