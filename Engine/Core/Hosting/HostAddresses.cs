using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace Orleans.Hosting;

/// <summary>The addresses of this machine.</summary>
internal static class HostAddresses
{
    /// <summary>An address that other machines may know, or the loopback address where there is no other; null if there is none of that kind.</summary>
    public static IPAddress? Find(AddressFamily family) => NetworkInterface.GetAllNetworkInterfaces()
        .Where(static nic => nic.OperationalStatus == OperationalStatus.Up)
        .SelectMany(static nic => nic.GetIPProperties().UnicastAddresses)
        .Select(static address => address.Address)
        .Where(address => address.AddressFamily == family && !address.IsIPv6LinkLocal)
        .OrderBy(IPAddress.IsLoopback)
        .ThenBy(static address => Convert.ToHexString(address.GetAddressBytes()), StringComparer.Ordinal)
        .FirstOrDefault();
}
