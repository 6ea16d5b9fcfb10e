using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace OrleansMicro;

/// <summary>
/// A 64-bit hash (XxHash3) of a command or an operation id, the same in every process and version, so that it can be stored. It tells the few
/// operations that one grain remembers apart, where an accidental match has a chance of about 1 in 10^18. Not for secrets.
/// </summary>
public readonly record struct CommandHash
{
    private CommandHash(long value, long earlier) => (Value, Earlier) = (value, earlier);

    /// <summary>What a chain of <see cref="Add(string)"/> starts with.</summary>
    public static CommandHash Start { get; } = new(0, EarlierCommandHash.Start);

    /// <summary>The hash, as it is stored.</summary>
    public long Value { get; }

    /// <summary>The hash that an earlier version stored for the same command.</summary>
    internal long Earlier { get; }

    /// <summary>The hash with one more text; null differs from empty.</summary>
    public CommandHash Add(string? text) => text is null
        ? Add(-1L)
        : new CommandHash(Chain(MemoryMarshal.AsBytes(text.AsSpan()), Value), EarlierCommandHash.Add(Earlier, text)).Add(text.Length);

    /// <summary>The hash with one more number.</summary>
    public CommandHash Add(long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return new(Chain(bytes, Value), EarlierCommandHash.Add(Earlier, number));
    }

    /// <summary>The hash with an amount of money.</summary>
    public CommandHash Add(Money money) => Add(money.Minor).Add(money.Currency);

    private static long Chain(ReadOnlySpan<byte> bytes, long seed) => unchecked((long)XxHash3.HashToUInt64(bytes, seed));
}
