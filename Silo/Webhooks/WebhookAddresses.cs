using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace OrleansMicro.Silo.Webhooks;

/// <summary>
/// Which addresses the endpoint of a webhook may have: public ones. Otherwise a seller could make the marketplace send requests to its own network
/// (server-side request forgery). The registries are https://www.iana.org/assignments/iana-ipv4-special-registry and
/// https://www.iana.org/assignments/iana-ipv6-special-registry.
/// </summary>
internal static class WebhookAddresses
{
    // 169.254.0.0/16 has the metadata service of most clouds.
    private static readonly IPNetwork[] NotPublic4 = Parse(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
        "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
        "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    private static readonly IPNetwork[] Public6 = Parse("2000::/3");

    // Teredo, ORCHID, benchmarking and other protocol assignments; documentation; AS112. 6to4 is looked at by the address in it.
    private static readonly IPNetwork[] NotPublic6 = Parse("2001::/23", "2001:db8::/32", "2620:4f:8000::/48", "3fff::/20");

    private static readonly IPNetwork[] Nat64 = Parse("64:ff9b::/96");
    private static readonly IPNetwork[] SixToFour = Parse("2002::/16");

    /// <summary>Whether an address is public.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return !Contains(NotPublic4, address);
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (Contains(Nat64, address))
            return IsPublic(new IPAddress(bytes[12..]));
        if (Contains(SixToFour, address))
            return IsPublic(new IPAddress(bytes[2..6]));

        // ISATAP has an IPv4 address in the interface id.
        if (BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]) is 0x0000_5efe or 0x0200_5efe && !IsPublic(new IPAddress(bytes[12..])))
            return false;
        return Contains(Public6, address) && !Contains(NotPublic6, address);
    }

    /// <summary>Whether an address is in one of some networks.</summary>
    public static bool Contains(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));

    private static IPNetwork[] Parse(params string[] networks) => Array.ConvertAll(networks, IPNetwork.Parse);
}
