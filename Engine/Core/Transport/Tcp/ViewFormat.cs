using System.Collections.Immutable;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;

namespace Orleans.Runtime.Tcp;

/// <summary>Views of the cluster as bytes.</summary>
internal static class ViewFormat
{
    /// <summary>Writes a view without the dead.</summary>
    public static byte[] Write(MembershipView view)
    {
        var writer = new MessageWriter();
        try
        {
            var members = view.Members.Values.Where(static member => member.Status != SiloStatus.Dead).ToArray();
            writer.WriteVarUInt64((ulong)view.Version.Value);
            writer.WriteVarUInt32((uint)members.Length);
            foreach (var member in members)
            {
                writer.WriteText(member.Address.ToParsableString());
                writer.WriteText(member.Name);
                writer.WriteByte((byte)member.Status);
                writer.WriteFixed64((ulong)member.StartTime.Ticks);
                writer.WriteVarUInt32((uint)member.GatewayPort);
            }

            return writer.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>Reads a view.</summary>
    /// <exception cref="ProtocolException">It can't be read.</exception>
    public static MembershipView Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new MessageReader(bytes, GreetingFormat.NoContext);
            var version = new MembershipVersion((long)reader.ReadVarUInt64());
            var members = ImmutableDictionary.CreateBuilder<SiloAddress, SiloMember>();
            for (var count = reader.ReadCount(); count > 0; count--)
            {
                var address = SiloAddress.FromParsableString(reader.ReadText());
                var name = reader.ReadText();
                var status = (SiloStatus)reader.ReadByte();
                var start = new DateTime((long)reader.ReadFixed64(), DateTimeKind.Utc);
                members[address] = new SiloMember(address, name, status, start, (int)reader.ReadVarUInt32());
            }

            return new MembershipView(version, members.ToImmutable());
        }
        catch (Exception exception) when (exception is SerializerException or FormatException or ArgumentException)
        {
            throw new ProtocolException("its view of the cluster can't be read", exception);
        }
    }
}
