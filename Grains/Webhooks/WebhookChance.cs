using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrleansMicro.Webhooks;

/// <summary>Where secrets and the spread of retries come from.</summary>
public interface IWebhookChance
{
    /// <summary>Fills bytes that nobody can guess.</summary>
    void Fill(Span<byte> bytes);

    /// <summary>0 to 1.</summary>
    double NextDouble();
}

/// <summary>The random numbers of the operating system.</summary>
internal sealed class SystemChance : IWebhookChance
{
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    public double NextDouble()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        RandomNumberGenerator.Fill(bytes);
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes) / (double)uint.MaxValue;
    }
}
